import { useQuery, useQueryClient } from "@tanstack/react-query";
import { App, Modal, Timeline } from "antd";
import { ApiError } from "../api/api-error.js";
import { Asked } from "../shell/asked.js";
import { useSettings } from "../shell/settings.js";
import { whenIn } from "../shell/when.js";
import { type AlarmStep, commandAlarm, type ReadAlarm, readAlarm } from "./alarm-api.js";
import { AlarmCommandForm } from "./alarm-command-form.js";
import type { AlarmCommand } from "./alarm-commands.js";

/** What the suite answers where the alarm is not, or no longer, in a state for the command. */
const CONFLICTS = [409, 412];

/** One alarm: what happened to it, and what can be done with it now. A decision goes by the version that is shown here. */
export function AlarmDialog({ id, onClose }: { readonly id: string; readonly onClose: () => void }) {
  const { texts, person } = useSettings();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const read = useQuery({ queryKey: ["alarm", id], queryFn: () => readAlarm(id) });
  const carryOut = async (shown: ReadAlarm, command: AlarmCommand, said: Readonly<Record<string, unknown>>) => {
    try {
      await commandAlarm(shown, command, { ...said, actor: person });
    } catch (error) {
      if (error instanceof ApiError && CONFLICTS.includes(error.status)) message.warning(texts.alarms.conflict);
      else message.error(error instanceof ApiError && error.isPassing ? texts.state.unreachable : (error as Error).message);
    }
    await Promise.all([queries.invalidateQueries({ queryKey: ["alarm", id] }), queries.invalidateQueries({ queryKey: ["alarms"] })]);
  };
  return (
    <Modal open footer={null} title={texts.alarms.one} onCancel={onClose}>
      <Asked query={read}>
        {(shown) => (
          <>
            <AlarmCommandForm key={shown.alarm.state} alarm={shown.alarm} onCommand={(command, said) => carryOut(shown, command, said)} />
            <History steps={shown.steps} />
          </>
        )}
      </Asked>
    </Modal>
  );
}

function History({ steps }: { readonly steps: readonly AlarmStep[] }) {
  const { texts, language } = useSettings();
  const items = steps.map(({ sequence, time, event, actor, reason }) => ({
    key: sequence,
    content: (
      <>
        <b>{texts.alarmEvent[event]}</b> <span className="quiet">{[whenIn(language, time), actor].join(" · ")}</span>
        {reason !== "" && <div>{reason}</div>}
      </>
    ),
  }));
  return (
    <>
      <h2 className="part-heading">{texts.ticket.history}</h2>
      <Timeline items={items} />
    </>
  );
}
