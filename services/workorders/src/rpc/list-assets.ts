import { type AssetService, assetConfigToWire } from "@phm/contracts";
import { organisationId } from "@phm/domain";
import { type MethodHandler, page } from "@phm/service-kit";
import type { AssetRegister } from "../register/asset-register.js";
import { LIST_LIMIT } from "./list-limit.js";

type ListAssets = MethodHandler<(typeof AssetService)["method"]["listAssets"]>;

/** By site, then asset. */
export function listAssets(register: AssetRegister): ListAssets {
  return async (request) => {
    const { configs, nextCursor } = await register.list(organisationId(request.organisation), request.site, page(request, LIST_LIMIT));
    return { configs: configs.map(assetConfigToWire), nextCursor: nextCursor ?? "" };
  };
}
