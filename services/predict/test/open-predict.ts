import { toBinary } from "@bufbuild/protobuf";
import { VerdictSchema, verdictToWire } from "@phm/contracts";
import type { Verdict } from "@phm/domain";
import { type JetStreamPublisher, type JsonObject, Metrics, openStore, type ReceivedMessage } from "@phm/service-kit";
import { AlarmBook } from "../src/alarms/alarm-book.js";
import { AlarmHistory } from "../src/alarms/alarm-history.js";
import { AlarmStatistics } from "../src/alarms/alarm-statistics.js";
import { AssetClock } from "../src/alarms/asset-clock.js";
import { ALARM_COLLECTION, type StoredAlarm } from "../src/alarms/stored-alarm.js";
import { type AssetState, STATE_COLLECTION } from "../src/assess/asset-state.js";
import { PrognosisHistory } from "../src/assess/prognosis-history.js";
import { LifeBook } from "../src/lives/life-book.js";
import { PredictMetrics } from "../src/metrics.js";
import { OutcomeBook } from "../src/outcomes/outcome-book.js";
import { takeVerdict } from "../src/verdicts/take-verdict.js";
import { type StoredVerdict, VERDICT_COLLECTION, VerdictLog } from "../src/verdicts/verdict-log.js";

/** The part of predict that takes verdicts, on a store of its own in a folder; nothing is published. */
export async function openPredict(folder: string) {
  const store = await openStore({ database: "unused", folder, file: "predict.db" });
  const states = await store.collection<AssetState>(STATE_COLLECTION);
  const alarms = await store.collection<StoredAlarm>(ALARM_COLLECTION);
  const stored = await store.collection<StoredVerdict>(VERDICT_COLLECTION);
  const verdicts = new VerdictLog(stored);
  const outcomes = await OutcomeBook.open(store);
  const lives = await LifeBook.open(store);
  const prognoses = new PrognosisHistory(await store.series<JsonObject>("prognoses"));
  const history = new AlarmHistory(await store.series<JsonObject>("alarm_transitions"));
  const publisher = { publish: async () => {} } as unknown as JetStreamPublisher;
  const alarmBook = new AlarmBook({ alarms, history, publisher, entered: () => {} });
  const clock = new AssetClock(states);
  const registry = new Metrics("predict");
  const shadows = new PrognosisHistory(await store.series<JsonObject>("shadow_prognoses"));
  const shadowOutcomes = await OutcomeBook.open(store, "shadow_outcomes");
  const metrics = new PredictMetrics(registry);
  const handle = takeVerdict({ verdicts, lives, outcomes, prognoses, shadows, shadowOutcomes, states, alarmBook, clock, metrics });
  const take = (verdict: Verdict) =>
    handle({ payload: toBinary(VerdictSchema, verdictToWire(verdict)) } as ReceivedMessage, new AbortController().signal);
  const counted = async (name: string) =>
    Number(new RegExp(`phm_predict_${name} (\\d+)`).exec(await registry.registry.metrics())?.[1] ?? 0);
  const statistics = new AlarmStatistics(alarms, history, clock, verdicts);
  return { store, states, stored, alarmBook, history, take, counted, statistics, outcomes, lives, prognoses, shadows, shadowOutcomes };
}
