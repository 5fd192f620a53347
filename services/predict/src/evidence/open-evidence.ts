import { NS_PER_MS } from "@phm/domain";
import { type BaseContext, type Collection, connectEvidenceOwner, PeriodicRound, SweepLog } from "@phm/service-kit";
import type { AlarmBook } from "../alarms/alarm-book.js";
import type { AlarmHistory } from "../alarms/alarm-history.js";
import type { AssetState } from "../assess/asset-state.js";
import type { PredictConfig } from "../config.js";
import { AlarmReferences } from "./alarm-references.js";
import { CheckpointRound } from "./checkpoint-round.js";
import { Checkpoints } from "./checkpoints.js";

const MS_PER_S = 1_000;

export interface EvidenceContext {
  readonly checkpoints: Checkpoints;
  readonly alarmReferences: AlarmReferences;
  readonly sweeps: SweepLog;
}

export interface EvidenceParts {
  readonly states: Collection<AssetState>;
  readonly alarmBook: AlarmBook;
  readonly alarmHistory: AlarmHistory;
}

/** What predict keeps of its own for evidence, and the rounds that delete what nobody refers to. */
export async function openEvidence(
  { workordersAddress, retentionIntervalMs, reorderWindowMs }: PredictConfig,
  { store, logger, metrics, resources }: BaseContext,
  { states, alarmBook, alarmHistory }: EvidenceParts,
): Promise<EvidenceContext> {
  const nowNs = () => BigInt(Date.now()) * NS_PER_MS;
  const checkpoints = await Checkpoints.open(store, nowNs);
  const alarmReferences = new AlarmReferences(states, alarmBook, alarmHistory, reorderWindowMs / MS_PER_S);
  const sweeps = await SweepLog.open(store);
  const deleted = metrics.counter("retention_deleted_total", "Checkpoints that nobody referred to, deleted");
  const workorders = resources.use("orders' references", connectEvidenceOwner(workordersAddress), (open) => open.close());
  const round = new CheckpointRound({
    ...{ checkpoints, alarms: alarmReferences, workorders, log: sweeps, logger, nowNs },
    swept: (count) => deleted.inc(count),
  });
  const failure = "a round of checkpoints failed";
  const rounds = new PeriodicRound({ everyMs: retentionIntervalMs, round: (signal) => round.run(signal), failure, logger });
  void resources.use("checkpoint rounds", rounds, (running) => running.stop()).start();
  return { checkpoints, alarmReferences, sweeps };
}
