import { PartService } from "@phm/contracts";
import { defineService, type GrpcService } from "@phm/service-kit";
import type { WorkordersContext } from "../context.js";
import { getPart } from "../rpc/get-part.js";
import { listMovements } from "../rpc/list-movements.js";
import { listParts } from "../rpc/list-parts.js";
import { movePart } from "../rpc/move-part.js";
import { putPart } from "../rpc/put-part.js";

export function partService({ parts }: WorkordersContext): GrpcService {
  return defineService(PartService, {
    putPart: putPart(parts),
    getPart: getPart(parts),
    listParts: listParts(parts),
    movePart: movePart(parts),
    listMovements: listMovements(parts),
  });
}
