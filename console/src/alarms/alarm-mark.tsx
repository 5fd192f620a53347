import type { AlarmState } from "@phm/domain";
import { useSettings } from "../shell/settings.js";
import { groupOf } from "./alarm-commands.js";

/** The state of an alarm in a word; the colour only tells the group. */
export function AlarmMark({ state }: { readonly state: AlarmState }) {
  const { texts } = useSettings();
  return <span className={`alarm-mark alarm-${groupOf(state)}`}>{texts.alarmState[state]}</span>;
}
