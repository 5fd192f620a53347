import { type PlanCompliance, planCompliance } from "@phm/advisory";
import { InvalidValue, secondsBetween, type TimeNs } from "@phm/domain";
import type { KnownOccurrence, OccurrenceListing, OccurrenceLog } from "./occurrence-log.js";

/** Figures of a site's plans, together and each. */
export interface SiteCompliance {
  readonly total: PlanCompliance;
  /** By plan id. */
  readonly plans: ReadonlyMap<string, PlanCompliance>;
}

const MAX_S = 2 * 366 * 86_400;

/** @throws InvalidValue for a time without end, or longer than two years */
export async function siteCompliance(log: OccurrenceLog, listing: OccurrenceListing, nowNs: TimeNs): Promise<SiteCompliance> {
  const { fromNs, toNs } = listing;
  if (toNs <= fromNs) throw new InvalidValue("to", toNs, "after from", "bad_range");
  if (secondsBetween(fromNs, toNs) > MAX_S) throw new InvalidValue("to", toNs, "at most two years after from", "bad_range");
  const byPlan = new Map<string, KnownOccurrence[]>();
  for await (const each of log.all(listing)) {
    const known = byPlan.get(each.plan);
    if (known) known.push(each);
    else byPlan.set(each.plan, [each]);
  }
  const plans = [...byPlan].sort(([a], [b]) => (a < b ? -1 : 1)).map(([plan, known]) => [plan, planCompliance(known, nowNs)] as const);
  return { total: planCompliance([...byPlan.values()].flat(), nowNs), plans: new Map(plans) };
}
