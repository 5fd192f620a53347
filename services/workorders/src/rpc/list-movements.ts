import type { PartService } from "@phm/contracts";
import { type MethodHandler, page } from "@phm/service-kit";
import type { PartStore } from "../parts/part-store.js";
import { LIST_LIMIT } from "./list-limit.js";
import { movementToWire, partKey } from "./part-messages.js";

type ListMovements = MethodHandler<(typeof PartService)["method"]["listMovements"]>;

/** Newest first. */
export function listMovements(parts: PartStore): ListMovements {
  return async (request) => {
    const { movements, nextCursor } = await parts.history(partKey(request), page(request, LIST_LIMIT));
    return { movements: movements.map(movementToWire), nextCursor: nextCursor ?? "" };
  };
}
