import { useQuery } from "@tanstack/react-query";
import { Alert, Empty } from "antd";
import { useState } from "react";
import { useSearchParams } from "react-router";
import { again } from "../live/live.js";
import { Asked } from "../shell/asked.js";
import { useSettings } from "../shell/settings.js";
import { type AlarmRow, alarmFigures, everyAlarm } from "./alarm-api.js";
import { ALARM_GROUPS, type AlarmGroup, groupOf } from "./alarm-commands.js";
import { AlarmDialog } from "./alarm-dialog.js";
import { AlarmTable } from "./alarm-table.js";

const NAMED = 5;
const GROUPS = Object.keys(ALARM_GROUPS) as readonly AlarmGroup[];

/** What calls for somebody, and what people have done about it. The filter stands in the address. */
export function AlarmsPage() {
  const { texts } = useSettings();
  const alarms = useQuery({ queryKey: ["alarms"], queryFn: everyAlarm, refetchInterval: again });
  return (
    <section>
      <h1>{texts.alarms.title}</h1>
      <Asked query={alarms}>{(rows) => (rows.length === 0 ? <Empty description={texts.alarms.none} /> : <Alarms rows={rows} />)}</Asked>
    </section>
  );
}

function Alarms({ rows }: { readonly rows: readonly AlarmRow[] }) {
  const { texts } = useSettings();
  const [asked, setAsked] = useSearchParams();
  const [opened, setOpened] = useState<string>();
  const group = asked.get("group");
  const shown = rows.filter(({ state }) => group === null || groupOf(state) === group);
  return (
    <>
      <Figures rows={rows} />
      <fieldset className="tiles" aria-label={texts.work.state}>
        {GROUPS.map((each) => (
          <button
            key={each}
            type="button"
            aria-pressed={group === each}
            onClick={() => setAsked(group === each ? {} : { group: each }, { replace: true })}
          >
            <b>{rows.filter(({ state }) => groupOf(state) === each).length}</b>
            <span className={`alarm-mark alarm-${each}`}>{texts.alarms[each]}</span>
          </button>
        ))}
      </fieldset>
      {shown.length === 0 ? <Empty description={texts.alarms.noneOfThese} /> : <AlarmTable rows={shown} onOpen={setOpened} />}
      {opened !== undefined && <AlarmDialog key={opened} id={opened} onClose={() => setOpened(undefined)} />}
    </>
  );
}

/** What is wrong with the alarms themselves: a flood, some that come and go, some that stand for long. */
function Figures({ rows }: { readonly rows: readonly AlarmRow[] }) {
  const { texts } = useSettings();
  const { data } = useQuery({ queryKey: ["alarms", "figures"], queryFn: alarmFigures, refetchInterval: again });
  if (!data) return null;
  const { precisionRatio, judgedCount } = data.precision;
  const [chattering, stale] = [namesOf(rows, data.chattering), namesOf(rows, data.stale)];
  return (
    <>
      {data.floodActive && <Alert className="notice" type="error" showIcon title={texts.alarms.flood} />}
      {chattering !== "" && <Alert className="notice" type="warning" showIcon title={`${texts.alarms.chattering}: ${chattering}`} />}
      {stale !== "" && <Alert className="notice" type="info" showIcon title={`${texts.alarms.stale}: ${stale}`} />}
      {precisionRatio !== null && (
        <p className="quiet">
          {texts.alarms.precision} {Math.round(100 * precisionRatio)} % ({judgedCount})
        </p>
      )}
    </>
  );
}

/** The machines of these alarms, the first few by name. */
function namesOf(rows: readonly AlarmRow[], ids: readonly string[]): string {
  const names = rows.filter(({ id }) => ids.includes(id)).map(({ asset }) => asset);
  const more = names.length - NAMED;
  return names.slice(0, NAMED).join(", ") + (more > 0 ? ` … +${more}` : "");
}
