import { BearingService } from "@phm/contracts";
import { defineService, type GrpcService } from "@phm/service-kit";
import type { WorkordersContext } from "../context.js";
import { getBearing } from "../rpc/get-bearing.js";
import { getBearingHistory } from "../rpc/get-bearing-history.js";
import { listBearings } from "../rpc/list-bearings.js";
import { putBearing } from "../rpc/put-bearing.js";
import { removeBearing } from "../rpc/remove-bearing.js";

export function bearingService({ bearings, register }: Pick<WorkordersContext, "bearings" | "register">): GrpcService {
  return defineService(BearingService, {
    listBearings: listBearings(bearings),
    getBearing: getBearing(bearings),
    putBearing: putBearing(bearings, register),
    removeBearing: removeBearing(bearings, register),
    getBearingHistory: getBearingHistory(bearings),
  });
}
