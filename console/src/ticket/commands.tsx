import type { OrderCommandKind } from "@phm/domain";
import { Alert, Space } from "antd";
import { useSettings } from "../shell/settings.js";
import { CommandButton } from "./command-button.js";
import type { TicketProps } from "./use-change.js";

/** Their buttons stand beside what they change. */
const ELSEWHERE: readonly OrderCommandKind[] = ["tick", "book_time", "book_part", "attach"];

/** Buttons for what can be done with the order now: the others are not there. */
export function Commands({ read, onChanged }: TicketProps) {
  const { texts, person } = useSettings();
  const offered = read.ticket.legalCommands.filter(({ command }) => !ELSEWHERE.includes(command));
  if (offered.length === 0) return null;
  return (
    <>
      {person === "" && <Alert className="notice" type="info" showIcon title={texts.ticket.whoFirst} />}
      <Space wrap aria-label={texts.ticket.legal}>
        {offered.map(({ command, to }, i) => (
          <CommandButton
            key={command}
            read={read}
            onChanged={onChanged}
            command={command}
            look={{ type: i === 0 && to !== null ? "primary" : "default" }}
          />
        ))}
      </Space>
    </>
  );
}
