import {
  type AssetRef,
  acquisitionId,
  addSeconds,
  type Criticality,
  type RetentionPolicy,
  type RetentionRule,
  storedTime,
  Thinning,
  type TimeNs,
} from "@phm/domain";
import { type Collection, MAX_SWEPT_ITEMS, type StoredSweep, type SweepRule, sweptBytes } from "@phm/service-kit";
import type { ArchivedAcquisition } from "../archive/archive-index.js";
import type { MachineUsage } from "./machine-usage.js";
import type { MachineEvidence } from "./pin-evidence.js";
import type { WaveformRemoval } from "./remove-waveforms.js";

/** What a sweep goes by, at one moment. */
export interface SweepTerms {
  readonly nowNs: TimeNs;
  /** Received before it, and worked off by all readers. */
  readonly consumedBeforeNs: TimeNs;
}

export interface MachineTerms extends SweepTerms {
  readonly policy: RetentionPolicy;
  /** Null where nobody has registered the machine: then it is counted and nothing of it deleted. */
  readonly criticality: Criticality | null;
  readonly evidence: MachineEvidence;
}

export interface SweptMachine {
  readonly usage: Omit<MachineUsage, "criticality" | "isRegistered">;
  readonly lookedAt: number;
  readonly sweeps: readonly StoredSweep[];
}

interface Candidate {
  readonly entry: ArchivedAcquisition;
  readonly rule: SweepRule;
}

const PAGE = 1_000;
/** Younger than a day nothing is deleted, whatever a policy or a budget says. */
const SAFE_AGE_S = 86_400;

/** Counts what the archive has of a machine, and deletes what its policy does not keep. */
export async function sweepMachine(
  ref: AssetRef,
  terms: MachineTerms,
  index: Collection<ArchivedAcquisition>,
  removal: WaveformRemoval,
): Promise<SweptMachine> {
  const { nowNs, policy, criticality, evidence } = terms;
  const thinning = criticality && new Thinning(policy.tiers[criticality].waveforms, nowNs);
  const tally = { acquisitions: 0, bytes: 0, pinnedAcquisitions: 0, pinnedBytes: 0 };
  const candidates: Candidate[] = [];
  for await (const entry of entriesOf(ref, index)) {
    tally.acquisitions += 1;
    tally.bytes += entry.bytes;
    if (evidence.pinned.has(acquisitionId(entry.acquisition))) {
      tally.pinnedAcquisitions += 1;
      tally.pinnedBytes += entry.bytes;
    }
    const rule = thinning && judged(thinning, entry);
    if (rule && isDeletable(entry, terms, evidence)) candidates.push({ entry, rule });
  }
  const sweeps = await removeAll(ref, candidates, nowNs, evidence, removal);
  const { organisation, site, asset } = ref;
  return {
    usage: { organisation, site, asset, ...without(tally, sweeps), countedNs: storedTime(nowNs) },
    lookedAt: tally.acquisitions,
    sweeps,
  };
}

/** Whether nobody refers to it, nobody will, and nobody still reads it. */
export function isDeletable(entry: ArchivedAcquisition, { nowNs, consumedBeforeNs }: SweepTerms, evidence: MachineEvidence): boolean {
  const receivedNs = BigInt(entry.receivedNs);
  const isYoung = receivedNs > addSeconds(nowNs, -SAFE_AGE_S);
  const isSettled = BigInt(entry.startTimeNs) < evidence.settledBeforeNs;
  return !isYoung && isSettled && receivedNs < consumedBeforeNs && !evidence.pinned.has(acquisitionId(entry.acquisition));
}

/** In sweeps of a size that one document holds. */
export async function removeAll(
  ref: AssetRef,
  candidates: readonly Candidate[],
  nowNs: TimeNs,
  { settledBeforeNs, pins }: MachineEvidence,
  removal: WaveformRemoval,
): Promise<StoredSweep[]> {
  const sweeps: StoredSweep[] = [];
  for (let at = 0; at < candidates.length; at += MAX_SWEPT_ITEMS) {
    const items = candidates.slice(at, at + MAX_SWEPT_ITEMS).map(({ entry: { acquisition, startTimeNs, bytes }, rule }) => ({
      ...{ id: acquisition, startTimeNs, bytes, rule },
    }));
    sweeps.push(await removal.remove({ ref, startedNs: nowNs, settledBeforeNs, references: pins.length, items }));
  }
  return sweeps;
}

/** In order of start time, but for those that are being removed. */
async function* entriesOf(
  { organisation, site, asset }: AssetRef,
  index: Collection<ArchivedAcquisition>,
): AsyncGenerator<ArchivedAcquisition> {
  let cursor: string | undefined;
  do {
    const page = await index.query({
      where: { organisation, site, asset },
      sort: [{ field: "startTimeNs", direction: "asc" }],
      limit: PAGE,
      ...(cursor === undefined ? {} : { cursor }),
    });
    for (const { value } of page.items) if (value.removing === undefined) yield value;
    cursor = page.nextCursor;
  } while (cursor !== undefined);
}

function judged(thinning: Thinning, { startTimeNs, receivedNs, points }: ArchivedAcquisition): RetentionRule | null {
  return thinning.judge({ startTimeNs: BigInt(startTimeNs), receivedNs: BigInt(receivedNs), kind: points.join(",") });
}

type Tally = Pick<MachineUsage, "acquisitions" | "bytes" | "pinnedAcquisitions" | "pinnedBytes">;

function without(tally: Tally, sweeps: readonly StoredSweep[]): Tally {
  const gone = sweeps.flatMap(({ items }) => items.filter(({ deleted }) => deleted)).length;
  const bytes = sweeps.reduce((total, sweep) => total + sweptBytes(sweep), 0);
  return { ...tally, acquisitions: tally.acquisitions - gone, bytes: tally.bytes - bytes };
}
