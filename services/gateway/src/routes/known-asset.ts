import { assetConfigFromWire, assetRefToWire } from "@phm/contracts";
import type { AssetConfig } from "@phm/domain";
import type { RequestHandler, Response } from "express";
import type { GatewayContext } from "../context.js";
import { assetOf } from "../request-parameters.js";

/** Lets a request on an asset pass only where the register has it: an unknown asset is not one without data. Keeps what the register said. */
export function knownAsset({ workorders }: GatewayContext): RequestHandler {
  return async (request, response, next) => {
    const { config, version } = await workorders.assets.getAsset({ ref: assetRefToWire(assetOf(request)) });
    if (config) response.locals.known = { config: assetConfigFromWire(config), version };
    next();
  };
}

/** The asset of a request that `knownAsset` has let pass. */
export function knownAssetOf(response: Response): { readonly config: AssetConfig; readonly version: bigint } {
  return response.locals.known as ReturnType<typeof knownAssetOf>;
}
