import type { TimeNs } from "@phm/domain";

const HOUR_NS = 3_600_000_000_000n;
const DAY_NS = 24n * HOUR_NS;

/** Resolutions of the roll-ups. */
export const ROLL_UPS = ["hour", "day"] as const;
export type RollUpResolution = (typeof ROLL_UPS)[number];
export const RESOLUTIONS = ["raw", ...ROLL_UPS] as const;
export type Resolution = (typeof RESOLUTIONS)[number];

interface Grid {
  readonly slotNs: bigint;
  /** Slots in one document: a day of hours; 32 days, so that no calendar is needed to find a day's document. */
  readonly slots: number;
}

export const GRIDS: Readonly<Record<RollUpResolution, Grid>> = {
  hour: { slotNs: HOUR_NS, slots: 24 },
  day: { slotNs: DAY_NS, slots: 32 },
};

/** Where a time lies: the start of its document, the number of its slot there, and how far into the slot it is, ns. */
export interface SlotPosition {
  readonly windowNs: TimeNs;
  readonly slot: number;
  /** Exact: a day has fewer than 2^53 ns. */
  readonly offsetNs: number;
}

export function slotOf(resolution: RollUpResolution, timeNs: TimeNs): SlotPosition {
  const { slotNs } = GRIDS[resolution];
  const lengthNs = windowLengthNs(resolution);
  const windowNs = timeNs - (timeNs % lengthNs);
  return { windowNs, slot: Number((timeNs - windowNs) / slotNs), offsetNs: Number(timeNs % slotNs) };
}

export function windowLengthNs(resolution: RollUpResolution): bigint {
  return GRIDS[resolution].slotNs * BigInt(GRIDS[resolution].slots);
}
