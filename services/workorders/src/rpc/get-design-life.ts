import { assetRefFromWire, type DesignLifeService, designLifeToWire } from "@phm/contracts";
import { designLife } from "@phm/pipeline";
import type { MethodHandler } from "@phm/service-kit";
import type { MachineClock } from "../advise/machine-clock.js";
import type { AssetRegister } from "../register/asset-register.js";

type GetDesignLife = MethodHandler<(typeof DesignLifeService)["method"]["getDesignLife"]>;

/** From the register alone: neither condition nor prognosis is asked, and neither is told. */
export function getDesignLife(register: AssetRegister, clock: MachineClock): GetDesignLife {
  return async ({ ref: message }) => {
    const ref = assetRefFromWire(message);
    const { config } = await register.get(ref);
    return { designLife: designLifeToWire(designLife(config, await clock.nowOf(ref))) };
  };
}
