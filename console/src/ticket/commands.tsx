import type { OrderCommandKind } from "@phm/domain";
import { Alert, App, Button, Modal, Space, Tooltip } from "antd";
import { useState } from "react";
import { ApiError } from "../api/api-error.js";
import { useSettings } from "../shell/settings.js";
import { CommandForm, FORMS } from "./command-form.js";
import { carryOut, type ReadTicket } from "./ticket-api.js";

const CONFLICTS = [409, 412];

interface Props {
  readonly read: ReadTicket;
  /** With what it has become, or without where somebody else has changed it. */
  readonly onChanged: (read: ReadTicket | undefined) => void;
}

/** Buttons for what can be done with the order now: the others are not there. */
export function Commands({ read, onChanged }: Props) {
  const { texts, person, role } = useSettings();
  const { message } = App.useApp();
  const [asking, setAsking] = useState<{ readonly command: OrderCommandKind; readonly requestId: string }>();
  const offered = read.ticket.legalCommands.filter(({ command }) => command in FORMS);
  if (offered.length === 0) return null;
  const finish = async (said: Readonly<Record<string, unknown>>) => {
    if (!asking) return;
    try {
      onChanged(await carryOut(read, asking.command, { ...said, actor: person, role }, asking.requestId));
      setAsking(undefined);
    } catch (error) {
      if (error instanceof ApiError && CONFLICTS.includes(error.status)) {
        message.warning(texts.ticket.conflict);
        setAsking(undefined);
        onChanged(undefined);
      } else message.error(error instanceof ApiError && error.isPassing ? texts.state.unreachable : (error as Error).message);
    }
  };
  return (
    <>
      {person === "" && <Alert className="notice" type="info" showIcon title={texts.ticket.whoFirst} />}
      <Space wrap aria-label={texts.ticket.legal}>
        {offered.map(({ command, to, roles }, i) => {
          const isMine = roles.includes(role);
          return (
            <Tooltip key={command} title={isMine ? undefined : texts.ticket.notYours}>
              <Button
                type={i === 0 && to !== null ? "primary" : "default"}
                disabled={person === "" || !isMine}
                onClick={() => setAsking({ command, requestId: crypto.randomUUID() })}
              >
                {texts.command[command]}
              </Button>
            </Tooltip>
          );
        })}
      </Space>
      {asking && (
        <Modal open destroyOnHidden footer={null} title={texts.command[asking.command]} onCancel={() => setAsking(undefined)}>
          <CommandForm command={asking.command} onDone={finish} onCancel={() => setAsking(undefined)} />
        </Modal>
      )}
    </>
  );
}
