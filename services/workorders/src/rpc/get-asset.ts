import { type AssetService, assetConfigToWire, assetRefFromWire, configNoticeToWire } from "@phm/contracts";
import type { MethodHandler } from "@phm/service-kit";
import type { AssetRegister } from "../register/asset-register.js";

type GetAsset = MethodHandler<(typeof AssetService)["method"]["getAsset"]>;

export function getAsset(register: AssetRegister): GetAsset {
  return async ({ ref }) => {
    const { config, version } = await register.get(assetRefFromWire(ref));
    return {
      config: assetConfigToWire(config),
      version: BigInt(version),
      notices: (await register.notices(config)).map(configNoticeToWire),
    };
  };
}
