import { formatTimeNs, type PlannedStop } from "@phm/domain";

/** A planned stop as the API shows it; `asset` is null where the whole site stops. */
export function plannedStopView({ id, asset, startNs, endNs, source, note }: PlannedStop) {
  return { id, asset: asset ?? null, start: formatTimeNs(startNs), end: formatTimeNs(endNs), source, note };
}
