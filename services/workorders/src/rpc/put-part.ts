import { type PartService, sparePartFromWire } from "@phm/contracts";
import type { MethodHandler } from "@phm/service-kit";
import type { PartStore } from "../parts/part-store.js";
import { partRecordToWire } from "./part-messages.js";

type PutPart = MethodHandler<(typeof PartService)["method"]["putPart"]>;

export function putPart(parts: PartStore): PutPart {
  return async ({ part, expectedVersion }) => ({
    record: partRecordToWire(await parts.put(sparePartFromWire(part), Number(expectedVersion))),
  });
}
