import { KnowledgeService } from "@phm/contracts";
import { defineService, type GrpcService } from "@phm/service-kit";
import type { WorkordersContext } from "../context.js";
import { getEntry } from "../rpc/get-entry.js";
import { getHistory } from "../rpc/get-history.js";
import { listEntries } from "../rpc/list-entries.js";
import { putEntry } from "../rpc/put-entry.js";

export function knowledgeService({ knowledge }: WorkordersContext): GrpcService {
  return defineService(KnowledgeService, {
    getEntry: getEntry(knowledge),
    listEntries: listEntries(knowledge),
    putEntry: putEntry(knowledge),
    getHistory: getHistory(knowledge),
  });
}
