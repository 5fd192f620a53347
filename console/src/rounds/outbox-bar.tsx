import { Alert, Button } from "antd";
import { useSettings } from "../shell/settings.js";
import type { Outbox } from "./use-outbox.js";

/** What waits on this device, and what was not taken. */
export function OutboxBar({ outbox }: { readonly outbox: Outbox }) {
  const { rounds } = useSettings().texts;
  const { waiting, refused, isOnline, isSending, flush } = outbox;
  const send = (
    <Button size="small" loading={isSending} onClick={() => void flush()}>
      {rounds.sendNow}
    </Button>
  );
  const count = `${waiting} ${rounds.waiting}`;
  return (
    <div className="outbox" role="status">
      {!isOnline && <Alert type="warning" showIcon title={rounds.offline} description={waiting > 0 ? count : undefined} action={send} />}
      {isOnline && waiting > 0 && <Alert type="info" showIcon title={count} action={send} />}
      {isOnline && waiting === 0 && <Alert type="success" showIcon title={rounds.sent} />}
      {refused.map(({ entry, report }) => (
        <Alert
          key={entry.id}
          type="error"
          showIcon
          title={`${rounds.refusedTitle}: ${entry.point}`}
          description={`${report?.field ?? ""} ${report?.value ?? ""} — ${report?.limit ?? ""}`}
        />
      ))}
    </div>
  );
}
