import { assetRefToWire, evidenceReferenceFromWire, RetentionService, retentionPolicyFromWire } from "@phm/contracts";
import { type AcquisitionId, type AssetRef, acquisitionId, type RetentionPolicy, type TimeNs } from "@phm/domain";
import { createClient } from "@phm/service-kit";

/** What ingest knows of a machine: its site's policy, and what is evidence. */
export interface MachineRetention {
  readonly policy: RetentionPolicy;
  readonly pinned: ReadonlySet<AcquisitionId>;
  /** What began before and is not pinned will never be referred to. */
  readonly settledBeforeNs: TimeNs;
}

export interface RetentionSource {
  /** @throws ServiceError where ingest, or an owner behind it, does not answer: then nothing may be deleted */
  of(ref: AssetRef, signal: AbortSignal): Promise<MachineRetention>;
  close(): void;
}

const DEADLINE_MS = 15_000;

/** @param address `host:port` of ingest */
export function connectRetention(address: string): RetentionSource {
  const { call, close } = createClient(RetentionService, address, { deadlineMs: DEADLINE_MS });
  return {
    close,
    async of(ref, signal) {
      const { organisation, site } = ref;
      const { record } = await call.getPolicy({ organisation, site }, { signal });
      const { pins, settledBeforeNs } = await call.listPins({ ref: assetRefToWire(ref) }, { signal });
      const pinned = new Set(pins.map((pin) => acquisitionId(evidenceReferenceFromWire(pin).acquisition)));
      return { policy: retentionPolicyFromWire(record?.policy), pinned, settledBeforeNs };
    },
  };
}
