import { assetRefFromWire, meterCodec, meterReadingToWire, type PlanService } from "@phm/contracts";
import { type MethodHandler, page } from "@phm/service-kit";
import type { MeterBook } from "../plans/meter-book.js";
import { LIST_LIMIT } from "./list-limit.js";

type ListMeterReadings = MethodHandler<(typeof PlanService)["method"]["listMeterReadings"]>;

export function listMeterReadings(meters: MeterBook): ListMeterReadings {
  return async (request) => {
    const meter = meterCodec.fromWire(request.meter, "meter");
    const { readings, nextCursor } = await meters.history(assetRefFromWire(request.ref), meter, page(request, LIST_LIMIT));
    return { readings: readings.map(meterReadingToWire), nextCursor: nextCursor ?? "" };
  };
}
