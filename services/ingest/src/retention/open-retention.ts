import type { AssetRef, TimeNs } from "@phm/domain";
import {
  type AssetDirectory,
  type BaseContext,
  type BlobStore,
  type Collection,
  connectEvidenceOwner,
  PeriodicRound,
  SweepLog,
} from "@phm/service-kit";
import type { ArchivedAcquisition } from "../archive/archive-index.js";
import type { WaveformArchive } from "../archive/waveform-archive.js";
import type { IngestConfig } from "../config.js";
import { consumedBefore } from "./consumed-before.js";
import { EvidencePins, PIN_COLLECTION, type StoredPin } from "./evidence-pins.js";
import { Holds } from "./hold-acquisition.js";
import { ArchiveUsage, type MachineUsage, USAGE_COLLECTION } from "./machine-usage.js";
import { type PinEvidence, pinEvidence } from "./pin-evidence.js";
import { WaveformRemoval } from "./remove-waveforms.js";
import { RetentionMetrics } from "./retention-metrics.js";
import { POLICY_COLLECTION, RetentionPolicies, type StoredPolicy } from "./retention-policies.js";
import { PROGRESS_COLLECTION, RetentionRound, type RoundProgress } from "./retention-round.js";

export interface RetentionParts {
  readonly policies: RetentionPolicies;
  readonly pins: EvidencePins;
  readonly evidenceOf: PinEvidence;
  readonly holds: Holds;
  readonly usage: ArchiveUsage;
  readonly sweeps: SweepLog;
}

export interface RetentionOptions {
  readonly index: Collection<ArchivedAcquisition>;
  readonly blobs: BlobStore;
  readonly archive: WaveformArchive;
  readonly directory: AssetDirectory;
  readonly nowNs: () => TimeNs;
}

/** Keeps the archive within its policies, in rounds that go on beside everything else. */
export async function openRetention(
  config: Pick<IngestConfig, "predictAddress" | "workordersAddress" | "retentionIntervalMs">,
  { store, link, metrics, logger, resources }: BaseContext,
  { index, blobs, archive, directory, nowNs }: RetentionOptions,
): Promise<RetentionParts> {
  const policies = new RetentionPolicies(await store.collection<StoredPolicy>(POLICY_COLLECTION), nowNs);
  const pins = new EvidencePins(await store.collection<StoredPin>(PIN_COLLECTION));
  const owners = [config.predictAddress, config.workordersAddress].map((address) =>
    resources.use(`evidence owner ${address}`, connectEvidenceOwner(address), (open) => open.close()),
  );
  const retentionMetrics = new RetentionMetrics(metrics);
  const unanswered = (ref: AssetRef, err: unknown) => {
    retentionMetrics.unanswered();
    logger.warn({ err, asset: ref.asset }, "nothing is deleted: an owner of evidence does not answer");
  };
  const evidenceOf = pinEvidence({ owners, pins, nowNs, unanswered });
  const usage = new ArchiveUsage(await store.collection<MachineUsage>(USAGE_COLLECTION), await store.series("archive_usage"));
  const sweeps = await SweepLog.open(store);
  const round = new RetentionRound({
    ...{ index, directory, policies, evidenceOf, usage, nowNs },
    progress: await store.collection<RoundProgress>(PROGRESS_COLLECTION),
    removal: new WaveformRemoval(index, blobs, pins, sweeps),
    metrics: retentionMetrics,
    consumedBeforeNs: (now) => consumedBefore(link, now),
  });
  const rounds = new PeriodicRound({
    everyMs: config.retentionIntervalMs,
    round: (signal) => round.run(signal),
    failure: "a round of retention failed",
    logger,
  });
  void resources.use("retention", rounds, (running) => running.stop()).start();
  return { policies, pins, evidenceOf, holds: new Holds(archive, pins, nowNs), usage, sweeps };
}
