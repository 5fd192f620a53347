import { type AcquisitionId, type AssetRef, type EvidenceReference, type EvidenceReferences, earlierTime, type TimeNs } from "@phm/domain";
import type { EvidenceOwnerClient } from "@phm/service-kit";
import { type EvidencePins, pinId } from "./evidence-pins.js";

/** What is known of a machine's evidence at a moment. */
export interface MachineEvidence {
  readonly pins: readonly EvidenceReference[];
  readonly pinned: ReadonlySet<AcquisitionId>;
  /** What began before and is not pinned will never be referred to by the chain. */
  readonly settledBeforeNs: TimeNs;
}

export type PinEvidence = (ref: AssetRef, signal?: AbortSignal) => Promise<MachineEvidence>;

export interface PinEvidenceOptions {
  readonly owners: readonly EvidenceOwnerClient[];
  readonly pins: EvidencePins;
  readonly nowNs: () => TimeNs;
  /** Called for each owner that does not answer. */
  readonly unanswered: (ref: AssetRef, error: unknown) => void;
}

/**
 * Asks every owner what it refers to, and puts it on record here. A reference to what began before `settledBeforeNs` is always among the answers,
 * so that what is not pinned then can be deleted: an owner refers to an acquisition while it takes it, and takes them in order of time.
 * One that does not answer vouches for nothing: then nothing is settled.
 */
export function pinEvidence({ owners, pins, nowNs, unanswered }: PinEvidenceOptions): PinEvidence {
  const ask = (owner: EvidenceOwnerClient, ref: AssetRef, signal?: AbortSignal): Promise<EvidenceReferences> =>
    owner.references(ref, signal).catch((error: unknown) => {
      unanswered(ref, error);
      return NOTHING_SETTLED;
    });
  return async (ref, signal) => {
    const answers = await Promise.all(owners.map((owner) => ask(owner, ref, signal)));
    const known = await pins.ofMachine(ref);
    const ids = new Set(known.map(pinId));
    const fresh = answers.flatMap(({ references }) => references).filter((reference) => !ids.has(pinId(reference)));
    for (const reference of fresh) await pins.record(reference, nowNs());
    const all = [...new Map([...known, ...fresh].map((reference) => [pinId(reference), reference])).values()];
    const settledBeforeNs = answers.map((answer) => answer.settledBeforeNs).reduce(earlierTime);
    return { pins: all, pinned: new Set(all.map(({ acquisition }) => acquisition)), settledBeforeNs };
  };
}

const NOTHING_SETTLED: EvidenceReferences = { settledBeforeNs: 0n, references: [] };
