import { type ArchiveService, assetRefFromWire } from "@phm/contracts";
import { MAX_PAGE_ITEMS, type MethodHandler, pageRange } from "@phm/service-kit";
import type { ArchiveCatalogue } from "../archive/archive-catalogue.js";
import { archivedToWire } from "./archived-to-wire.js";

const LIST_LIMIT = { max: MAX_PAGE_ITEMS, fallback: 100 };

type ListAcquisitions = MethodHandler<(typeof ArchiveService)["method"]["listAcquisitions"]>;

export function listAcquisitions(catalogue: ArchiveCatalogue): ListAcquisitions {
  return async (request) => {
    const { acquisitions, nextCursor } = await catalogue.list({
      ref: assetRefFromWire(request.ref),
      newestFirst: request.newestFirst,
      ...(request.point ? { point: request.point } : {}),
      ...pageRange(request, LIST_LIMIT),
    });
    return { acquisitions: acquisitions.map(archivedToWire), nextCursor: nextCursor ?? "" };
  };
}
