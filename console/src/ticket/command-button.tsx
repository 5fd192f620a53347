import type { OrderCommandKind } from "@phm/domain";
import { Button, type ButtonProps, Modal, Tooltip } from "antd";
import { useState } from "react";
import { useSettings } from "../shell/settings.js";
import { CommandForm } from "./command-form.js";
import { carryOut } from "./ticket-api.js";
import { type TicketProps, useChange, useMay } from "./use-change.js";

interface Props extends TicketProps {
  readonly command: OrderCommandKind;
  /** What is said beside what the form asks for. */
  readonly said?: Readonly<Record<string, unknown>>;
  /** What it is done to, for who hears the page. */
  readonly subject?: string;
  readonly look?: Pick<ButtonProps, "type" | "size">;
}

/** A button for what can be done now, and what it asks for; nothing where the order's state does not allow it. */
export function CommandButton({ read, onChanged, command, said = {}, subject, look = {} }: Props) {
  const { texts, person, role } = useSettings();
  const [requestId, setRequestId] = useState<string>();
  const change = useChange(onChanged);
  const may = useMay(read, command);
  if (may === "not_now") return null;
  const close = () => setRequestId(undefined);
  const finish = async (filled: Readonly<Record<string, unknown>>) => {
    if (requestId === undefined) return;
    if (await change(() => carryOut(read, command, { ...filled, ...said, actor: person, role }, requestId))) close();
  };
  const name = texts.command[command];
  return (
    <>
      <Tooltip title={may === "not_yours" ? texts.ticket.notYours : undefined}>
        <Button
          {...look}
          disabled={may === "not_yours"}
          {...(subject === undefined ? {} : { "aria-label": `${name}: ${subject}` })}
          onClick={() => setRequestId(crypto.randomUUID())}
        >
          {name}
        </Button>
      </Tooltip>
      {requestId !== undefined && (
        <Modal open destroyOnHidden footer={null} title={name} onCancel={close}>
          {subject && <p>{subject}</p>}
          <CommandForm command={command} ticket={read.ticket} onDone={finish} onCancel={close} />
        </Modal>
      )}
    </>
  );
}
