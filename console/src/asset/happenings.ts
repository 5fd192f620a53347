import type { FailureMode } from "@phm/domain";
import type { AlarmStep } from "../alarms/alarm-api.js";
import type { OrderRow } from "../fleet/fleet-api.js";

export const HAPPENING_KINDS = ["gap", "sensor_fault", "alarm", "order", "repair"] as const;

/** Something that stands on the time axis of a trend; without an end it goes on. */
export interface Happening {
  readonly kind: (typeof HAPPENING_KINDS)[number];
  readonly from: string;
  readonly to?: string;
  /** The work order that it is told by. */
  readonly order?: string;
  readonly failureMode?: FailureMode;
}

interface Sources {
  readonly orders: readonly OrderRow[];
  readonly repairs: readonly { readonly id: string; readonly time: string }[];
  /** Of each alarm, oldest first or not. */
  readonly alarms: readonly (readonly AlarmStep[])[];
  readonly gaps: readonly { readonly from: string; readonly to: string }[];
}

/** What sources say, as things on one time axis, oldest first. */
export function happeningsOf({ orders, repairs, alarms, gaps }: Sources): Happening[] {
  return [
    ...gaps.map(({ from, to }): Happening => ({ kind: "gap", from, to })),
    ...orders.map(orderHappening),
    ...repairs.map(({ id, time }): Happening => ({ kind: "repair", from: time, to: time, order: id })),
    ...alarms.flatMap(alarmHappenings),
  ].toSorted((a, b) => Date.parse(a.from) - Date.parse(b.from));
}

/** A broken sensor is reported by an order like any fault. */
function orderHappening({ id, failureMode, openedAt, endedAt }: OrderRow): Happening {
  return {
    ...{ kind: failureMode === "sensor_fault" ? "sensor_fault" : "order", from: openedAt, order: id },
    ...(endedAt ? { to: endedAt } : {}),
    ...(failureMode ? { failureMode } : {}),
  };
}

function alarmHappenings(steps: readonly AlarmStep[]): Happening[] {
  const found: Happening[] = [];
  let from: string | undefined;
  for (const { event, time } of steps.toSorted((a, b) => a.sequence - b.sequence)) {
    if (event === "raised") from ??= time;
    if (event !== "cleared" || from === undefined) continue;
    found.push({ kind: "alarm", from, to: time });
    from = undefined;
  }
  return from === undefined ? found : [...found, { kind: "alarm", from }];
}
