import { assetConfigFromWire, assetRefToWire, configNoticeFromWire } from "@phm/contracts";
import type { AssetConfig, ConfigNotice } from "@phm/domain";
import { ServiceError } from "@phm/service-kit";
import type { Request, RequestHandler, Response } from "express";
import type { GatewayContext } from "../context.js";
import { assetOf } from "../request-parameters.js";
import { nothingShared, sharedOf } from "../sharing/shared-request.js";

/** What the register says of an asset. */
export interface KnownAsset {
  readonly config: AssetConfig;
  readonly version: bigint;
  readonly notices: readonly ConfigNotice[];
}

/** Lets a request on an asset pass only where the register has it: an unknown asset is not one without data. Keeps what the register said. */
export function knownAsset({ workorders }: GatewayContext): RequestHandler {
  return async (request, response, next) => {
    const { config, version, notices } = await found(request, workorders.assets.getAsset({ ref: assetRefToWire(assetOf(request)) }));
    if (config) response.locals.known = { config: assetConfigFromWire(config), version, notices: notices.map(configNoticeFromWire) };
    next();
  };
}

/** Who is shown what others share is not told which of their machines there are. */
async function found<T>(request: Request, answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    if (sharedOf(request) && ServiceError.from(error).code === "not_found") throw nothingShared();
    throw error;
  }
}

/** The asset of a request that `knownAsset` has let pass. */
export function knownAssetOf(response: Response): KnownAsset {
  return response.locals.known as KnownAsset;
}
