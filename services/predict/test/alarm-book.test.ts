import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fromBinary } from "@bufbuild/protobuf";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { AlarmSchema, alarmFromWire } from "@phm/contracts";
import { type AlarmState, acquisitionId, addSeconds, alarmId, assetRef, type ConditionLevel, type ConditionState } from "@phm/domain";
import {
  createLogger,
  type DocumentStore,
  type JetStreamPublisher,
  type JsonObject,
  Metrics,
  openStore,
  type Publication,
} from "@phm/service-kit";
import { AlarmBook } from "../src/alarms/alarm-book.js";
import { AlarmHistory } from "../src/alarms/alarm-history.js";
import { AlarmStatistics } from "../src/alarms/alarm-statistics.js";
import { AlarmUpkeep } from "../src/alarms/alarm-upkeep.js";
import { AssetClock } from "../src/alarms/asset-clock.js";
import type { MachineUse } from "../src/alarms/machine-use.js";
import { ALARM_COLLECTION, alarmVersion, type StoredAlarm } from "../src/alarms/stored-alarm.js";
import { type AssetState, STATE_COLLECTION } from "../src/assess/asset-state.js";
import { PredictMetrics } from "../src/metrics.js";

const START_NS = 1_600_000_000_000_000_000n;
const REF = assetRef("acme", "north", "pump");
const ID = alarmId(REF);
const BY = { actor: "li", reason: "known" };

function condition(seconds: number, state: ConditionLevel, ref = REF): ConditionState {
  const timeNs = addSeconds(START_NS, seconds);
  const of = { ref, acquisition: acquisitionId(`a${seconds}`), timeNs, featureSet: "core-v1", modelVersion: "m-1" };
  return { ...of, state, sinceNs: timeNs, zone: null, onsetNs: null, levelRatio: null };
}

const NO_VERDICTS = { alarmVerdicts: async () => [] };

/** A real store, and a broker that keeps what it is given or is down. */
async function openBook(folder: string) {
  const store = await openStore({ database: "unused", folder, file: "predict.db" });
  const alarms = await store.collection<StoredAlarm>(ALARM_COLLECTION);
  const history = new AlarmHistory(await store.series<JsonObject>("alarm_transitions"));
  const published: Publication[] = [];
  const broker = { isDown: false };
  const publisher = {
    publish: async (publication: Publication) => {
      if (broker.isDown) throw new Error("the broker is down");
      published.push(publication);
    },
  } as unknown as JetStreamPublisher;
  const entered: AlarmState[] = [];
  const book = new AlarmBook({ alarms, history, publisher, entered: (state) => entered.push(state) });
  const clock = new AssetClock(await store.collection<AssetState>(STATE_COLLECTION), () => Number(START_NS / 1_000_000n) + 3_600_000);
  return {
    store,
    alarms,
    history,
    published,
    broker,
    entered,
    book,
    clock,
    use: { follow: async () => {} } as unknown as MachineUse,
    statistics: new AlarmStatistics(alarms, history, clock, NO_VERDICTS),
  };
}

let folder: string;
let opened: Awaited<ReturnType<typeof openBook>>;
let stores: DocumentStore[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "phm-alarms-"));
  opened = await openBook(folder);
  stores = [opened.store];
});
afterEach(async () => {
  for (const store of stores) await store.close();
  await rm(folder, { recursive: true, force: true });
});

const told = () => opened.published.map(({ payload }) => alarmFromWire(fromBinary(AlarmSchema, payload)).state);
const past = async () => (await opened.history.list(REF, { limit: 100 })).transitions.reverse();

describe("alarm book", () => {
  test("follows the condition: on record, in the history and told, once for each change", async () => {
    const { book } = opened;
    for (const [seconds, state] of [
      ["0", "learning"],
      ["10", "normal"],
      ["20", "alert"],
      ["30", "alert"],
      ["40", "alarm"],
      ["50", "normal"],
    ] as const) {
      await book.follow(condition(Number(seconds), state), "recorded");
    }
    expect((await past()).map(({ event, to, acquisition }) => [event, to, acquisition])).toEqual([
      ["raised", "unacknowledged", "a20"],
      ["changed", "unacknowledged", "a40"],
      ["cleared", "returned_unacknowledged", "a50"],
    ]);
    expect(told()).toEqual(["unacknowledged", "unacknowledged", "returned_unacknowledged"]);
    expect(opened.published.map(({ messageId }) => messageId)).toEqual([1, 2, 3].map((sequence) => `${ID}:alarm:${sequence}`));
  });

  test("the same condition again, and an older one, change nothing", async () => {
    const { book } = opened;
    const alert = condition(20, "alert");
    await book.follow(alert, "recorded");
    const before = await book.get(ID);
    await book.follow(alert, "recorded");
    await book.follow(condition(10, "normal"), "recorded");
    expect(await book.get(ID)).toEqual(before);
    expect(told()).toEqual(["unacknowledged"]);
  });

  test("commands carry who and why into the history, and a decision on an old version is a conflict", async () => {
    const { book } = opened;
    const raised = await book.follow(condition(0, "alert"), "recorded");
    const seen = alarmVersion(raised);
    await book.command(ID, { kind: "acknowledged", ...BY }, addSeconds(START_NS, 5), seen);
    expect((await past()).at(-1)).toMatchObject({ event: "acknowledged", actor: "li", reason: "known", to: "acknowledged" });
    const late = book.command(ID, { kind: "shelved", ...BY, untilNs: addSeconds(START_NS, 99) }, addSeconds(START_NS, 6), seen);
    await expect(late).rejects.toMatchObject({ code: "conflict", retryable: false, field: "expectedVersion" });
    const twice = book.command(ID, { kind: "acknowledged", ...BY }, addSeconds(START_NS, 7), 0);
    await expect(twice).rejects.toMatchObject({ code: "failed_precondition", state: "acknowledged" });
    await expect(book.command("acme:north:fan:machine", { kind: "acknowledged", ...BY }, START_NS, 0)).rejects.toMatchObject({
      code: "not_found",
    });
    expect(await past()).toHaveLength(2);
  });

  test("commands and conditions that race over one alarm all take effect, in one order, without a gap", async () => {
    const other = await openBook(folder);
    stores.push(other.store);
    await opened.book.follow(condition(0, "normal"), "recorded");
    const levels: ConditionLevel[] = ["alert", "normal", "alarm", "normal", "alert"];
    const follow = (async () => {
      for (const [i, level] of levels.entries()) await opened.book.follow(condition(10 + i, level), "recorded");
    })();
    const command = (async () => {
      for (let i = 0; i < 5; i++) {
        const now = addSeconds(START_NS, 10 + i);
        await other.book.command(ID, { kind: "taken_out_of_service", ...BY }, now, 0);
        await other.book.command(ID, { kind: "returned_to_service", ...BY }, now, 0);
      }
    })();
    await Promise.all([follow, command]);
    await opened.book.announcePending(10);
    const stored = await opened.book.get(ID);
    const transitions = (await past()).sort((a, b) => a.sequence - b.sequence);
    expect(transitions.map(({ sequence }) => sequence)).toEqual(Array.from({ length: stored.record.sequence }, (_, i) => i + 1));
    expect(transitions).toHaveLength(5 + 10);
    for (const [i, { from }] of transitions.entries()) expect(from).toBe(transitions[i - 1]?.to ?? "normal");
    expect(stored).toMatchObject({ record: { active: true }, pending: [] });
  });

  test("what was decided while the broker was down is told afterwards, also by another process", async () => {
    opened.broker.isDown = true;
    await expect(opened.book.follow(condition(0, "alert"), "recorded")).rejects.toThrow("the broker is down");
    expect((await opened.book.get(ID)).state).toBe("unacknowledged");
    const other = await openBook(folder);
    stores.push(other.store);
    await other.book.announcePending(10);
    await other.book.announcePending(10);
    expect(other.published.map(({ messageId }) => messageId)).toEqual([`${ID}:alarm:1`]);
    expect((await past()).map(({ event }) => event)).toEqual(["raised"]);
    expect(await other.alarms.count({ unannounced: true })).toBe(0);
  });

  test("killed between write and publish, a transition is told by the next start, not half a minute later", async () => {
    opened.broker.isDown = true;
    await expect(opened.book.follow(condition(0, "alert"), "recorded")).rejects.toThrow("the broker is down");
    const next = await openBook(folder);
    stores.push(next.store);
    const logger = createLogger({ service: "test", level: "silent" });
    const upkeep = new AlarmUpkeep({ ...next, metrics: new PredictMetrics(new Metrics("test")), logger });
    upkeep.start();
    await upkeep.stop();
    expect(next.published.map(({ messageId }) => messageId)).toEqual([`${ID}:alarm:1`]);
  });

  test("a shelf of recorded data ends with the acquisitions, one of live data also without them", async () => {
    const { book } = opened;
    await book.follow(condition(0, "alert"), "recorded");
    await book.command(ID, { kind: "shelved", ...BY, untilNs: addSeconds(START_NS, 600) }, addSeconds(START_NS, 1), 0);
    expect((await book.follow(condition(599, "alert"), "recorded")).state).toBe("shelved");
    expect((await book.follow(condition(600, "alert"), "recorded")).state).toBe("unacknowledged");
    await book.command(ID, { kind: "shelved", ...BY, untilNs: addSeconds(START_NS, 1200) }, addSeconds(START_NS, 601), 0);
    await book.expire(ID, addSeconds(START_NS, 1199));
    expect((await book.get(ID)).state).toBe("shelved");
    await book.expire(ID, addSeconds(START_NS, 1200));
    expect((await book.get(ID)).state).toBe("unacknowledged");
  });

  test("after a repair what stood is cleared, with the work order as its reason; repeating it is harmless", async () => {
    const { book } = opened;
    await book.clear(REF, BY, START_NS);
    await book.follow(condition(0, "alarm"), "recorded");
    await book.clear(REF, { actor: "wo-1", reason: "bearing changed" }, addSeconds(START_NS, 5));
    await book.clear(REF, { actor: "wo-1", reason: "bearing changed" }, addSeconds(START_NS, 5));
    expect((await past()).map(({ event, actor }) => [event, actor])).toEqual([
      ["raised", "state-detection"],
      ["cleared", "wo-1"],
    ]);
  });
});

describe("alarm statistics", () => {
  test("count what was raised in the window, by organisation and site, and find a flood", async () => {
    const { book, statistics } = opened;
    for (let i = 0; i < 12; i++) await book.follow(condition(10 * i, "alert", assetRef("acme", "north", `p${i}`)), "live");
    await book.follow(condition(5, "normal", assetRef("acme", "south", "fan")), "live");
    await book.follow(condition(7, "alert", assetRef("other", "north", "fan")), "live");
    const north = await statistics.figures({ organisation: "acme", site: "north", toNs: addSeconds(START_NS, 200), verdicts: [] });
    expect(north.kpis).toMatchObject({ assets: 12, raised: 12, standing: 12, floods: 1, floodActive: true, alarmsPerAssetWeek: 1 });
    const acme = await statistics.figures({ organisation: "acme", verdicts: [] });
    expect(acme.kpis).toMatchObject({ assets: 13, raised: 12, floodActive: false });
    expect(acme.toNs).toBe(addSeconds(START_NS, 3600));
  });
});
