import {
  addSeconds,
  type InspectionPeriod,
  type InspectionRound,
  type InspectionRoute,
  type InspectionStandard,
  type TimeNs,
} from "@phm/domain";
import type { RouteOccurrence } from "./route-occurrences.js";

const MINUTE_S = 60;

/** Whether a point is due on the round. */
export function isPointDue(
  { every, unit }: InspectionPeriod,
  { ordinal, day, walkDay, sinceDays, isFirstOfDay }: RouteOccurrence,
): boolean {
  if (unit === "rounds") return ordinal % every === 0;
  if (!isFirstOfDay) return false;
  // Where a route is not walked on the very day, the point is due the next time that it is.
  return walkDay === 0 || Math.floor(day / every) > Math.floor((day - sinceDays) / every);
}

/**
 * The round of a route at a time, with the points that are due then; null where none is.
 * @param standards of the route's points, in their order; those that were withdrawn are left out
 */
export function roundOf(
  { route, version }: { readonly route: InspectionRoute; readonly version: number },
  standards: readonly InspectionStandard[],
  occurrence: RouteOccurrence,
): InspectionRound | null {
  const { organisation, site, code, name, duty, expectedMinutes, windowMinutes, graceMinutes } = route;
  const due = standards.filter(({ period }) => isPointDue(period, occurrence));
  if (due.length === 0) return null;
  const dueNs = addSeconds(occurrence.startNs, windowMinutes * MINUTE_S);
  return {
    ...{
      id: roundId(code, occurrence.startNs),
      organisation,
      site,
      route: code,
      routeVersion: version,
      routeName: name,
      duty,
      expectedMinutes,
    },
    ...{ startNs: occurrence.startNs, dueNs, missedNs: addSeconds(dueNs, graceMinutes * MINUTE_S) },
    items: due.map((standard) => ({ point: standard.code, records: [] })),
  };
}

/** `R1-20260301T0600`: the route and the time in UTC. */
export function roundId(route: string, startNs: TimeNs): string {
  const text = new Date(Number(startNs / 1_000_000n)).toISOString();
  return `${route}-${text.slice(0, 16).replace(/[-:]/g, "")}`;
}
