import { type ModelService, modelScopeFromWire } from "@phm/contracts";
import { type MethodHandler, page } from "@phm/service-kit";
import type { ModelLines } from "../models/model-lines.js";
import { LIST_LIMIT } from "./list-limit.js";
import { eventMessage } from "./model-messages.js";

type ListModelEvents = MethodHandler<(typeof ModelService)["method"]["listModelEvents"]>;

/** Who decided what and why, newest first. Of one model: a page that has a next one may hold fewer than the limit. */
export function listModelEvents(lines: ModelLines): ListModelEvents {
  return async (request) => {
    const { events, nextCursor } = await lines.events(modelScopeFromWire(request.scope), page(request, LIST_LIMIT));
    const wanted = events.filter(({ model }) => request.model === "" || request.model === model);
    return { events: wanted.map(eventMessage), nextCursor: nextCursor ?? "" };
  };
}
