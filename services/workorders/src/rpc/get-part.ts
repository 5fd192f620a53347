import type { PartService } from "@phm/contracts";
import type { MethodHandler } from "@phm/service-kit";
import type { PartStore } from "../parts/part-store.js";
import { partKey, partRecordToWire } from "./part-messages.js";

type GetPart = MethodHandler<(typeof PartService)["method"]["getPart"]>;

export function getPart(parts: PartStore): GetPart {
  return async (request) => ({ record: partRecordToWire(await parts.get(partKey(request))) });
}
