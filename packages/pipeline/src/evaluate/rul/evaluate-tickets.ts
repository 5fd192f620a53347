import type { TimeNs } from "@phm/domain";
import { secondsBetween } from "@phm/domain";
import type { EndedLife } from "./ended-life.js";

/** Least warning that a maintenance team can use, seconds. */
const MIN_LEAD_S = 120;

/** When the first work order of one life came. */
export interface TicketOutcome {
  readonly asset: string;
  readonly verdict: "good" | "first_half" | "too_late" | "none";
  /** Warning before the end, seconds; absent without an order. */
  readonly leadS?: number;
  /** 0 at the start of the life, 1 at its end. */
  readonly shareOfLife?: number;
}

export interface TicketScore {
  readonly lives: number;
  /** First order in the second half of life and at least 2 minutes before the end. */
  readonly good: number;
  readonly inFirstHalf: number;
  readonly none: number;
  readonly outcomes: readonly TicketOutcome[];
}

function outcomeOf({ asset, startNs, endNs }: EndedLife, firstOrderNs: TimeNs | undefined): TicketOutcome {
  if (firstOrderNs === undefined) return { asset, verdict: "none" };
  const leadS = secondsBetween(firstOrderNs, endNs);
  const shareOfLife = secondsBetween(startNs, firstOrderNs) / secondsBetween(startNs, endNs);
  const verdict = shareOfLife < 0.5 ? "first_half" : leadS < MIN_LEAD_S ? "too_late" : "good";
  return { asset, verdict, leadS, shareOfLife };
}

/** Judges the first machine work order of each life against its end. @param firstOrders by asset; orders about sensors do not count */
export function evaluateTickets(lives: readonly EndedLife[], firstOrders: ReadonlyMap<string, TimeNs>): TicketScore {
  const outcomes = lives.map((life) => outcomeOf(life, firstOrders.get(life.asset)));
  const count = (verdict: TicketOutcome["verdict"]) => outcomes.filter((outcome) => outcome.verdict === verdict).length;
  return { lives: lives.length, good: count("good"), inFirstHalf: count("first_half"), none: count("none"), outcomes };
}
