import { assetRefToWire, evidenceReferenceFromWire, ReferenceService } from "@phm/contracts";
import type { AssetRef, EvidenceReference, EvidenceReferences } from "@phm/domain";
import { createClient } from "../grpc/create-client.js";

/** Who refers to acquisitions: asked anew before anything is deleted. */
export interface EvidenceOwnerClient {
  /** @throws ServiceError where the owner does not answer: then nothing may be deleted */
  references(ref: AssetRef, signal?: AbortSignal): Promise<EvidenceReferences>;
  close(): void;
}

const DEADLINE_MS = 10_000;

/** @param address `host:port` of a service that serves `ReferenceService` */
export function connectEvidenceOwner(address: string): EvidenceOwnerClient {
  const { call, close } = createClient(ReferenceService, address, { deadlineMs: DEADLINE_MS });
  return {
    close,
    async references(ref, signal) {
      const until = signal ? { signal } : {};
      const asked = { ref: assetRefToWire(ref) };
      const first = await call.listReferences({ ...asked, cursor: "" }, until);
      const references: EvidenceReference[] = first.references.map(evidenceReferenceFromWire);
      for (let cursor = first.nextCursor; cursor !== ""; ) {
        const page = await call.listReferences({ ...asked, cursor }, until);
        references.push(...page.references.map(evidenceReferenceFromWire));
        cursor = page.nextCursor;
      }
      return { settledBeforeNs: first.settledBeforeNs, references };
    },
  };
}
