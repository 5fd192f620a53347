import { assetConfigFromWire, assetRefToWire, configNoticeFromWire } from "@phm/contracts";
import type { AssetConfig, ConfigNotice } from "@phm/domain";
import type { RequestHandler, Response } from "express";
import type { GatewayContext } from "../context.js";
import { assetOf } from "../request-parameters.js";

/** What the register says of an asset. */
export interface KnownAsset {
  readonly config: AssetConfig;
  readonly version: bigint;
  readonly notices: readonly ConfigNotice[];
}

/** Lets a request on an asset pass only where the register has it: an unknown asset is not one without data. Keeps what the register said. */
export function knownAsset({ workorders }: GatewayContext): RequestHandler {
  return async (request, response, next) => {
    const { config, version, notices } = await workorders.assets.getAsset({ ref: assetRefToWire(assetOf(request)) });
    if (config) response.locals.known = { config: assetConfigFromWire(config), version, notices: notices.map(configNoticeFromWire) };
    next();
  };
}

/** The asset of a request that `knownAsset` has let pass. */
export function knownAssetOf(response: Response): KnownAsset {
  return response.locals.known as KnownAsset;
}
