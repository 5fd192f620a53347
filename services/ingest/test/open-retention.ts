import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  type Acquisition,
  type AssetConfig,
  type AssetRef,
  acquisitionId,
  assetKey,
  DEFAULT_RETENTION_POLICY,
  type EvidenceReference,
  type RetentionPolicy,
  type TimeNs,
} from "@phm/domain";
import { type EvidenceOwnerClient, Metrics, openBlobStore, openStore, ServiceError, SweepLog } from "@phm/service-kit";
import { ARCHIVE_COLLECTION, type ArchivedAcquisition } from "../src/archive/archive-index.js";
import { WaveformArchive } from "../src/archive/waveform-archive.js";
import { EvidencePins, PIN_COLLECTION, type StoredPin } from "../src/retention/evidence-pins.js";
import { Holds } from "../src/retention/hold-acquisition.js";
import { ArchiveUsage, type MachineUsage, USAGE_COLLECTION } from "../src/retention/machine-usage.js";
import { pinEvidence } from "../src/retention/pin-evidence.js";
import { WaveformRemoval } from "../src/retention/remove-waveforms.js";
import { RetentionMetrics } from "../src/retention/retention-metrics.js";
import { POLICY_COLLECTION, RetentionPolicies, type StoredPolicy } from "../src/retention/retention-policies.js";
import { PROGRESS_COLLECTION, RetentionRound, type RoundProgress } from "../src/retention/retention-round.js";
import { encoded } from "./acquisitions.js";

export const DAY_NS = 86_400_000_000_000n;
export const NOW_NS = 1_800_000_000_000_000_000n;

/** Stands for predict or workorders: what it refers to, and how far it vouches. */
export class FakeOwner implements EvidenceOwnerClient {
  settledBeforeNs: TimeNs = NOW_NS;
  isDown = false;
  readonly refers: EvidenceReference[] = [];

  async references(ref: AssetRef) {
    if (this.isDown) throw new ServiceError("unavailable", "the owner is down");
    const { settledBeforeNs } = this;
    return { settledBeforeNs, references: this.refers.filter((each) => assetKey(each.ref) === assetKey(ref)) };
  }

  refer({ ref, id, startTimeNs }: Pick<Acquisition, "ref" | "id" | "startTimeNs">, record = "order-1"): void {
    const [owner, kind] = ["workorders", "work_order"] as const;
    this.refers.push({ ref, acquisition: acquisitionId(id), startTimeNs, owner, kind, record, reason: "work order open" });
  }

  close(): void {}
}

export type OpenRetention = Awaited<ReturnType<typeof openRetentionParts>>;

/** A database of the test's own instead of the embedded store. */
export interface MongoPlace {
  readonly mongoUrl: string;
  readonly database: string;
}

/** The parts of retention on real stores, with owners and a clock of the test's. */
export async function openRetentionParts(configs: readonly AssetConfig[], mongo?: MongoPlace) {
  const folder = await mkdtemp(join(tmpdir(), "phm-retention-"));
  const engine = mongo ?? { database: "unused" };
  const store = await openStore({ ...engine, folder, file: "ingest.db" });
  const blobs = await openBlobStore({ ...engine, name: "waveforms", folder: join(folder, "waveforms") });
  const index = await store.collection<ArchivedAcquisition>(ARCHIVE_COLLECTION);
  const pins = new EvidencePins(await store.collection<StoredPin>(PIN_COLLECTION));
  const clock = { nowNs: NOW_NS, consumedBeforeNs: NOW_NS };
  const nowNs = () => clock.nowNs;
  const archive = new WaveformArchive(blobs, index);
  const sweeps = await SweepLog.open(store);
  const removal = new WaveformRemoval(index, blobs, pins, sweeps);
  const usage = new ArchiveUsage(await store.collection<MachineUsage>(USAGE_COLLECTION), await store.series("archive_usage"));
  const policies = new RetentionPolicies(await store.collection<StoredPolicy>(POLICY_COLLECTION), nowNs);
  const owners = { predict: new FakeOwner(), workorders: new FakeOwner() };
  const registry = new Metrics("ingest");
  const metrics = new RetentionMetrics(registry);
  const unanswered = () => metrics.unanswered();
  const evidenceOf = pinEvidence({ owners: [owners.predict, owners.workorders], pins, nowNs, unanswered });
  const progress = await store.collection<RoundProgress>(PROGRESS_COLLECTION);
  const known = new Map(configs.map((config) => [assetKey(config.ref), config]));
  const round = (maxAcquisitions?: number) =>
    new RetentionRound({
      ...{ index, progress, policies, evidenceOf, removal, usage, nowNs, metrics },
      directory: { find: async (ref) => known.get(assetKey(ref)) },
      consumedBeforeNs: async () => clock.consumedBeforeNs,
      ...(maxAcquisitions === undefined ? {} : { maxAcquisitions }),
    });
  const register = (config: AssetConfig) => void known.set(assetKey(config.ref), config);
  /** Archives what was received when it began. */
  const keep = async (acquisitions: readonly Acquisition[]) => {
    for (const acquisition of acquisitions) await archive.store(encoded(acquisition), acquisition.startTimeNs);
  };
  const kept = async () => {
    const { items } = await index.query({ limit: 1_000 });
    return items.map(({ value }) => `${value.asset}/${value.acquisition}`).sort();
  };
  const close = async () => {
    await blobs.close();
    await store.close();
  };
  return {
    ...{
      folder,
      store,
      archive,
      blobs,
      index,
      pins,
      sweeps,
      removal,
      usage,
      policies,
      owners,
      evidenceOf,
      clock,
      registry,
    },
    ...{ register, keep, kept, round, holds: new Holds(archive, pins, nowNs), close },
    remove: async () => {
      await close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A policy that keeps all of a machine for so many days, then one an hour for as many again. */
export function policyOf(days: number, waveformBudgetBytes?: number): RetentionPolicy {
  const tier = {
    ...DEFAULT_RETENTION_POLICY.tiers.medium,
    waveforms: [
      { untilDays: days, oneInS: 0 },
      { untilDays: 2 * days, oneInS: 3_600 },
    ],
  };
  return { tiers: { low: tier, medium: tier, high: tier }, ...(waveformBudgetBytes === undefined ? {} : { waveformBudgetBytes }) };
}
