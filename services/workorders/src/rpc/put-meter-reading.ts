import { meterReadingFromWire, type PlanService } from "@phm/contracts";
import { assetKey, InvalidValue } from "@phm/domain";
import type { MethodHandler } from "@phm/service-kit";
import type { PlanParts } from "../plans/open-plans.js";
import { meterStandingToWire } from "./plan-messages.js";

type PutMeterReading = MethodHandler<(typeof PlanService)["method"]["putMeterReading"]>;

/** Notes a reading, and looks at the plans of its machine. */
export function putMeterReading({ meters, generator, hasAsset }: PlanParts): PutMeterReading {
  return async ({ reading }) => {
    const given = meterReadingFromWire(reading);
    if (!(await hasAsset(given.ref)))
      throw new InvalidValue("ref.asset", given.ref.asset, `a machine that is registered at ${given.ref.site}`, "unknown_asset");
    const outlook = await meters.put(given);
    await generator.lookAtMachine(assetKey(given.ref));
    return { standing: meterStandingToWire(given.meter, outlook) };
  };
}
