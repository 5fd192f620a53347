import { failureModeCodec } from "@phm/contracts";
import { organisationId, siteId } from "@phm/domain";
import type { EntryKey } from "../knowledge/knowledge-base.js";

/** The entry that a request is about. @throws InvalidValue naming the field */
export function knowledgeKey(request: {
  readonly organisation: string;
  readonly site: string;
  readonly failureMode: Parameters<typeof failureModeCodec.fromWire>[0];
}): EntryKey {
  return {
    organisation: organisationId(request.organisation),
    site: siteId(request.site),
    failureMode: failureModeCodec.fromWire(request.failureMode, "failureMode"),
  };
}
