import { type AssetService, assetConfigFromWire } from "@phm/contracts";
import { InvalidValue } from "@phm/domain";
import type { MethodHandler } from "@phm/service-kit";
import type { AssetRegister } from "../register/asset-register.js";

type PutAsset = MethodHandler<(typeof AssetService)["method"]["putAsset"]>;

export function putAsset(register: AssetRegister): PutAsset {
  return async ({ config }) => {
    if (!config) throw new InvalidValue("config", undefined, "an asset configuration");
    return { version: BigInt(await register.put(assetConfigFromWire(config))) };
  };
}
