import type { PartService } from "@phm/contracts";
import type { MethodHandler } from "@phm/service-kit";
import type { PartStore } from "../parts/part-store.js";
import { movementFromWire, partKey, partRecordToWire } from "./part-messages.js";

type MovePart = MethodHandler<(typeof PartService)["method"]["movePart"]>;

export function movePart(parts: PartStore): MovePart {
  return async (request) => ({ record: partRecordToWire(await parts.move(partKey(request), movementFromWire(request.movement))) });
}
