import { type TwinService, unitCodec } from "@phm/contracts";
import { InvalidValue } from "@phm/domain";
import type { MethodHandler } from "@phm/service-kit";
import type { FeaturesMetrics } from "../metrics.js";
import type { TwinShelf } from "../twin/twin-shelf.js";
import { DEFECT_MM } from "../twin/twin-tasks.js";
import { baselineFromWire, lookToWire, resonanceToWire } from "../twin/twin-to-wire.js";
import type { ComputePool } from "../workers/compute-pool.js";

const MAX_ORDER = 1_000;
const MAX_SPEED_RPM = 200_000;

type TryFault = MethodHandler<(typeof TwinService)["method"]["tryFault"]>;

/** What a fault of a bearing would look like at a point. */
export function tryFault(twins: TwinShelf, pool: ComputePool, metrics: FeaturesMetrics): TryFault {
  return async (request) => {
    const { strikeOrder, carrierOrder, defectMm, speedRpm } = request;
    demand("strike_order", strikeOrder, strikeOrder > 0 && strikeOrder <= MAX_ORDER, `above 0 to ${MAX_ORDER}`);
    demand("carrier_order", carrierOrder, carrierOrder >= 0 && carrierOrder <= MAX_ORDER, `0 to ${MAX_ORDER}`);
    demand("defect_mm", defectMm, defectMm >= DEFECT_MM.least && defectMm <= DEFECT_MM.most, `${DEFECT_MM.least} to ${DEFECT_MM.most}`);
    demand("speed_rpm", speedRpm, speedRpm >= 0 && speedRpm <= MAX_SPEED_RPM, `0 to ${MAX_SPEED_RPM}`);
    return metrics.timeAnalysis("twin", async () => {
      const fitted = await twins.get(baselineFromWire(request.baseline));
      const { unit, twin } = fitted;
      const { resonance, error } = twin;
      const tried = await pool.run("tryFault", { fitted, strikeOrder, carrierOrder, defectMm, speedRpm });
      const { strikeHz, strikePeak, band, sound, faulty, shaftHz, smallestVisibleMm } = tried;
      return {
        unit: unitCodec.toWire(unit),
        speedRpm: shaftHz * 60,
        strikeHz,
        strikePeak,
        band,
        sound: lookToWire(sound),
        faulty: lookToWire(faulty),
        ...(smallestVisibleMm === undefined ? {} : { smallestVisibleMm }),
        resonance: resonanceToWire(resonance),
        error,
      };
    });
  };
}

function demand(field: string, value: number, isWithin: boolean, limit: string): void {
  if (!isWithin) throw new InvalidValue(field, value, limit);
}
