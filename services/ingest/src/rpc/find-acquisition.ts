import { type ArchiveService, assetRefFromWire } from "@phm/contracts";
import { formatTimeNs } from "@phm/domain";
import { type MethodHandler, ServiceError } from "@phm/service-kit";
import type { ArchiveCatalogue } from "../archive/archive-catalogue.js";
import { archivedToWire } from "./archived-to-wire.js";

type FindAcquisition = MethodHandler<(typeof ArchiveService)["method"]["findAcquisition"]>;

export function findAcquisition(catalogue: ArchiveCatalogue): FindAcquisition {
  return async ({ ref: wireRef, point, atOrBeforeNs }, { signal }) => {
    const ref = assetRefFromWire(wireRef);
    const found = await catalogue.latest(ref, point || undefined, atOrBeforeNs > 0n ? atOrBeforeNs : undefined, signal);
    if (found) return { archived: archivedToWire(found) };
    const what = `acquisition of ${ref.asset}${point ? ` with ${point}` : ""}`;
    const when = atOrBeforeNs > 0n ? ` at or before ${formatTimeNs(atOrBeforeNs)}` : "";
    throw new ServiceError("not_found", `the archive has no ${what}${when}`, { field: "at_or_before_ns", value: String(atOrBeforeNs) });
  };
}
