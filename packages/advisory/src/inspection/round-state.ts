import {
  type InspectionRecord,
  type InspectionRound,
  type ItemState,
  laterTime,
  type RoundItem,
  type RoundState,
  type TimeNs,
} from "@phm/domain";

type Times = Pick<InspectionRound, "dueNs" | "missedNs">;

/** How many items of a round are what. */
export interface RoundFigures {
  readonly itemCount: number;
  readonly inTimeCount: number;
  readonly lateCount: number;
  readonly missedCount: number;
  /** In time, late or missed, but not inspected for a stated reason. */
  readonly skippedCount: number;
  readonly warnCount: number;
  readonly failCount: number;
}

/** The record that counts for an item: the one that was taken first. */
export function countedRecord({ records }: RoundItem): InspectionRecord | undefined {
  return records[0];
}

export function itemState(item: RoundItem, { dueNs, missedNs }: Times, nowNs: TimeNs): ItemState {
  const takenNs = countedRecord(item)?.takenNs;
  if (takenNs === undefined) return nowNs > missedNs ? "missed" : "open";
  if (takenNs > missedNs) return "missed";
  return takenNs > dueNs ? "late" : "in_time";
}

/** The state of a round at a time: it follows from its records alone, whenever they came. */
export function roundState(round: InspectionRound, nowNs: TimeNs): RoundState {
  const states = round.items.map((item) => itemState(item, round, nowNs));
  if (states.includes("missed")) return "missed";
  if (states.includes("late")) return "late";
  if (!states.includes("open")) return "done";
  if (nowNs > round.dueNs) return "late";
  return states.includes("in_time") ? "in_progress" : "due";
}

/** When the state changes though nobody does anything; undefined where it does not. */
export function nextTurnNs(round: InspectionRound, nowNs: TimeNs): TimeNs | undefined {
  if (round.items.every((item) => item.records.length > 0)) return undefined;
  return [round.dueNs, laterTime(round.missedNs, round.dueNs)].find((atNs) => atNs >= nowNs);
}

/**
 * The figures of a round by person: an item counts for who inspected it; one that nobody has inspected for the person that the duty names,
 * and for nobody where it names none.
 */
export function personFigures(round: InspectionRound, nowNs: TimeNs): Record<string, RoundFigures> {
  const whose = (item: RoundItem) => countedRecord(item)?.actor ?? round.duty.person ?? "";
  const people = [...new Set(round.items.map(whose))].filter((person) => person !== "");
  const itemsOf = (person: string) => round.items.filter((item) => whose(item) === person);
  return Object.fromEntries(people.map((person) => [person, roundFigures({ ...round, items: itemsOf(person) }, nowNs)]));
}

export function roundFigures(round: InspectionRound, nowNs: TimeNs): RoundFigures {
  const states = round.items.map((item) => itemState(item, round, nowNs));
  const grades = round.items.map((item) => countedRecord(item)?.grade);
  const count = <T>(list: readonly T[], wanted: T) => list.filter((each) => each === wanted).length;
  return {
    itemCount: states.length,
    inTimeCount: count(states, "in_time"),
    lateCount: count(states, "late"),
    missedCount: count(states, "missed"),
    skippedCount: count(grades, "skipped"),
    warnCount: count(grades, "warn"),
    failCount: count(grades, "fail"),
  };
}
