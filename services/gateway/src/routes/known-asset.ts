import { assetRefToWire } from "@phm/contracts";
import type { RequestHandler } from "express";
import type { GatewayContext } from "../context.js";
import { assetOf } from "../request-parameters.js";

/** Lets a request on an asset pass only where the register has it: an unknown asset is not one without data. */
export function knownAsset({ workorders }: GatewayContext): RequestHandler {
  return async (request, _response, next) => {
    await workorders.assets.getAsset({ ref: assetRefToWire(assetOf(request)) });
    next();
  };
}
