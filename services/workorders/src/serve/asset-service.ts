import { AssetService } from "@phm/contracts";
import { defineService, type GrpcService } from "@phm/service-kit";
import type { WorkordersContext } from "../context.js";
import { getAsset } from "../rpc/get-asset.js";
import { listAssets } from "../rpc/list-assets.js";
import { putAsset } from "../rpc/put-asset.js";

export function assetService({ register }: WorkordersContext): GrpcService {
  return defineService(AssetService, { putAsset: putAsset(register), getAsset: getAsset(register), listAssets: listAssets(register) });
}
