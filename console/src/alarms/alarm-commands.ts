import type { AlarmState } from "@phm/domain";
import type { WorkingRole } from "../shell/settings.js";

/** What people do with an alarm, in the words of the API's paths. */
export const ALARM_COMMANDS = ["acknowledge", "shelve", "unshelve", "out-of-service", "return-to-service"] as const;
export type AlarmCommand = (typeof ALARM_COMMANDS)[number];

const SOUNDING: readonly AlarmCommand[] = ["acknowledge", "shelve", "out-of-service"];
const QUIET: readonly AlarmCommand[] = ["shelve", "out-of-service"];

/** What ISA-18.2 lets people do in each state: nothing else is offered, and the suite refuses it. */
export const COMMANDS_IN: Readonly<Record<AlarmState, readonly AlarmCommand[]>> = {
  unacknowledged: SOUNDING,
  returned_unacknowledged: SOUNDING,
  acknowledged: QUIET,
  normal: QUIET,
  shelved: ["unshelve", "out-of-service"],
  suppressed_by_design: ["out-of-service"],
  out_of_service: ["return-to-service"],
};

/** To answer an alarm is everybody's; to put one aside is for who plans. */
export function mayCommand(role: WorkingRole, command: AlarmCommand): boolean {
  return command === "acknowledge" || role !== "technician";
}

/** Groups that the page filters by: what calls for somebody, what has been answered, what is put aside, and the rest. */
export const ALARM_GROUPS = {
  calling: ["unacknowledged", "returned_unacknowledged"],
  answered: ["acknowledged"],
  aside: ["shelved", "suppressed_by_design", "out_of_service"],
  quiet: ["normal"],
} as const satisfies Record<string, readonly AlarmState[]>;
export type AlarmGroup = keyof typeof ALARM_GROUPS;

export function groupOf(state: AlarmState): AlarmGroup {
  const groups = Object.entries(ALARM_GROUPS) as [AlarmGroup, readonly AlarmState[]][];
  return groups.find(([, states]) => states.includes(state))?.[0] ?? "quiet";
}
