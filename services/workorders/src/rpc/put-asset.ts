import { type AssetService, assetConfigFromWire, configNoticeToWire } from "@phm/contracts";
import { InvalidValue } from "@phm/domain";
import type { MethodHandler } from "@phm/service-kit";
import type { AssetRegister } from "../register/asset-register.js";

type PutAsset = MethodHandler<(typeof AssetService)["method"]["putAsset"]>;

/** Registers what is sound; what is sound but of no use to the suite, such as an unknown bearing designation, is told beside the version. */
export function putAsset(register: AssetRegister): PutAsset {
  return async ({ config }) => {
    if (!config) throw new InvalidValue("config", undefined, "an asset configuration");
    const asset = assetConfigFromWire(config);
    const version = await register.put(asset);
    const notices = await register.notices((await register.get(asset.ref)).config);
    return { version: BigInt(version), notices: notices.map(configNoticeToWire) };
  };
}
