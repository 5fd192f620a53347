import { type InspectionService, inspectionRecordToWire } from "@phm/contracts";
import { type MethodHandler, pageRange } from "@phm/service-kit";
import type { InspectionParts } from "../inspection/open-inspection.js";
import { inspectionKey } from "./inspection-messages.js";
import { LIST_LIMIT } from "./list-limit.js";

type ListReadings = MethodHandler<(typeof InspectionService)["method"]["listReadings"]>;

/** Of a point that there is, so that a misspelt one is not taken for one without readings. */
export function listReadings({ standards, readings }: Pick<InspectionParts, "standards" | "readings">): ListReadings {
  return async (request) => {
    const key = inspectionKey({ ...request, code: request.point });
    await standards.get(key);
    const { records, nextCursor } = await readings.list(key, pageRange(request, LIST_LIMIT));
    return { readings: records.map(inspectionRecordToWire), nextCursor: nextCursor ?? "" };
  };
}
