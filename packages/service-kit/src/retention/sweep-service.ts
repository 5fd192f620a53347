import { SweepService } from "@phm/contracts";
import { organisationId, siteId } from "@phm/domain";
import { defineService, type GrpcService } from "../grpc/define-service.js";
import type { Stored } from "../store/index.js";
import { page } from "../suite/page-range.js";
import { type StoredSweep, type SweepLog, sweptBytes } from "./sweep-log.js";

const LIMIT = { max: 200, fallback: 50 };

/** Tells what a service's sweeps have deleted. */
export function sweepService(sweeps: SweepLog): GrpcService {
  return defineService(SweepService, {
    listSweeps: async (request) => {
      const site = { organisation: organisationId(request.organisation), site: siteId(request.site) };
      const { items, nextCursor } = await sweeps.list(site, page(request, LIMIT));
      return { sweeps: items.map(sweepToWire), nextCursor: nextCursor ?? "" };
    },
  });
}

function sweepToWire({ id, value }: Stored<StoredSweep>) {
  const { organisation, site, asset, store, startedNs, finished, items, settledBeforeNs, references } = value;
  return {
    ...{ id, ref: { organisation, site, asset }, store, finished, references: BigInt(references) },
    ...{ startedNs: BigInt(startedNs), settledBeforeNs: BigInt(settledBeforeNs) },
    items: items.map((item) => ({ ...item, startTimeNs: BigInt(item.startTimeNs), bytes: BigInt(item.bytes) })),
    bytes: BigInt(sweptBytes(value)),
  };
}
