import { PARTITIONS } from "@phm/contracts";
import {
  AssetDirectory,
  type BaseContext,
  type Collection,
  EpochBook,
  type JsonObject,
  OwnedPartitions,
  openBaseContext,
  type PartitionEpochs,
} from "@phm/service-kit";
import { AlarmBook } from "./alarms/alarm-book.js";
import { AlarmHistory } from "./alarms/alarm-history.js";
import { AlarmStatistics } from "./alarms/alarm-statistics.js";
import { AlarmUpkeep } from "./alarms/alarm-upkeep.js";
import { AssetClock } from "./alarms/asset-clock.js";
import { MachineUse } from "./alarms/machine-use.js";
import { ALARM_COLLECTION, type StoredAlarm } from "./alarms/stored-alarm.js";
import { AssetFence } from "./assess/asset-fence.js";
import { type AssetState, STATE_COLLECTION } from "./assess/asset-state.js";
import { type LateAcquisition, LateAcquisitions } from "./assess/late-acquisitions.js";
import { PrognosisHistory } from "./assess/prognosis-history.js";
import type { PredictConfig } from "./config.js";
import { type EvidenceContext, openEvidence } from "./evidence/open-evidence.js";
import { LifeBook } from "./lives/life-book.js";
import { PredictMetrics } from "./metrics.js";
import { MIGRATIONS } from "./migrations/migrations.js";
import { type ModelContext, openModels } from "./models/open-models.js";
import { OutcomeBook } from "./outcomes/outcome-book.js";
import { connectFeatureVectors } from "./reorder/feature-vectors.js";
import { BASE_COLLECTION, ReorderWindow, type StoredBase } from "./reorder/reorder-window.js";
import { type StoredVerdict, VERDICT_COLLECTION, VerdictLog } from "./verdicts/verdict-log.js";

const MS_PER_S = 1_000;
/** The archive is seconds behind at most, unless its disk is full. */
const ARCHIVE_PATIENCE_MS = 30_000;

export interface PredictContext extends BaseContext, ModelContext, EvidenceContext {
  readonly directory: AssetDirectory;
  readonly states: Collection<AssetState>;
  readonly prognoses: PrognosisHistory;
  readonly late: LateAcquisitions;
  readonly reorder: ReorderWindow;
  readonly alarms: Collection<StoredAlarm>;
  readonly alarmHistory: AlarmHistory;
  readonly alarmBook: AlarmBook;
  readonly alarmStatistics: AlarmStatistics;
  readonly clock: AssetClock;
  readonly verdicts: VerdictLog;
  readonly lives: LifeBook;
  readonly outcomes: OutcomeBook;
  readonly predictMetrics: PredictMetrics;
  readonly owned: OwnedPartitions;
  readonly fence: AssetFence;
}

export async function createContext(config: PredictConfig): Promise<PredictContext> {
  const base = await openBaseContext(config, MIGRATIONS);
  const { link, store, metrics, logger, publisher, resources } = base;
  const predictMetrics = new PredictMetrics(metrics);
  const states = await store.collection<AssetState>(STATE_COLLECTION);
  const alarms = await store.collection<StoredAlarm>(ALARM_COLLECTION);
  const alarmHistory = new AlarmHistory(await store.series<JsonObject>("alarm_transitions"));
  const entered = predictMetrics.alarmEntered.bind(predictMetrics);
  const alarmBook = new AlarmBook({ alarms, history: alarmHistory, publisher, entered });
  const clock = new AssetClock(states);
  const verdicts = new VerdictLog(await store.collection<StoredVerdict>(VERDICT_COLLECTION));
  const alarmStatistics = new AlarmStatistics(alarms, alarmHistory, clock, verdicts);
  const directory = resources.use("directory", await AssetDirectory.open(link, config.serviceName), (open) => open.close());
  const use = new MachineUse({ directory, alarms, book: alarmBook, history: alarmHistory, clock });
  const upkeep = new AlarmUpkeep({ alarms, book: alarmBook, statistics: alarmStatistics, use, clock, metrics: predictMetrics, logger });
  void resources.use("alarm upkeep", upkeep, (running) => running.stop()).start();
  const prognoses = new PrognosisHistory(await store.series<JsonObject>("prognoses"));
  const outcomes = await OutcomeBook.open(store);
  const owned = new OwnedPartitions({
    ...{ link, logger, metrics, service: "predict", partitions: PARTITIONS, member: config.memberId, leaseMs: config.leaseMs },
    epochs: new EpochBook(await store.collection<PartitionEpochs>({ name: "partition_epochs", indexes: [] })),
  });
  const vectors = resources.use("feature vectors", connectFeatureVectors(config.featuresAddress), (open) => open.close());
  const reorder = new ReorderWindow({
    ...{ bases: await store.collection<StoredBase>(BASE_COLLECTION), assessed: prognoses, vectors },
    ...{ windowS: config.reorderWindowMs / MS_PER_S, patienceMs: ARCHIVE_PATIENCE_MS, now: () => performance.now() },
  });
  return {
    ...base,
    ...(await openEvidence(config, base, { states, alarmBook, alarmHistory })),
    ...(await openModels(config, base, { directory, states, prognoses, outcomes, verdicts, clock })),
    directory,
    states,
    prognoses,
    reorder,
    late: new LateAcquisitions(await store.series<LateAcquisition>("late")),
    alarms,
    alarmHistory,
    alarmBook,
    alarmStatistics,
    clock,
    verdicts,
    lives: await LifeBook.open(store),
    outcomes,
    predictMetrics,
    owned,
    fence: new AssetFence(owned, predictMetrics),
  };
}
