import { assetRefFromWire, evidenceReferenceToWire, type ReferenceService } from "@phm/contracts";
import type { MethodHandler } from "@phm/service-kit";
import type { AlarmReferences } from "../evidence/alarm-references.js";

type ListReferences = MethodHandler<(typeof ReferenceService)["method"]["listReferences"]>;

export function listReferences(evidence: AlarmReferences): ListReferences {
  return async ({ ref, cursor }) => {
    const { references, settledBeforeNs, nextCursor } = await evidence.list(assetRefFromWire(ref), cursor || undefined);
    return { references: references.map(evidenceReferenceToWire), settledBeforeNs, nextCursor: nextCursor ?? "" };
  };
}
