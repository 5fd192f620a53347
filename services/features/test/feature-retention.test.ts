import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { type AcquisitionId, acquisitionId, assetKey, DEFAULT_RETENTION_POLICY, type TimeNs } from "@phm/domain";
import { createLogger, type DocumentStore, openStore, ServiceError, SweepLog } from "@phm/service-kit";
import { FeatureHistory } from "../src/history/feature-history.js";
import { queryRaw } from "../src/history/query-raw.js";
import { FeatureRetention } from "../src/retention/feature-retention.js";
import { KeptSpectra } from "../src/spectra/kept-spectra.js";
import { REF, START_NS } from "./history-model.js";

const UNENDED = new AbortController().signal;

const DAY_NS = 86_400_000_000_000n;
const POINT = "de";
const ROWS = 16;

let folder: string;
let store: DocumentStore;
let nowNs: TimeNs;
let history: FeatureHistory;
let spectra: KeptSpectra;
let log: SweepLog;
let pinned: Set<AcquisitionId>;
let settledBeforeNs: TimeNs;
let isDown: boolean;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "phm-feature-retention-"));
  store = await openStore({ database: "unused", folder, file: "features.db" });
  nowNs = START_NS + DAY_NS;
  history = await FeatureHistory.open(store, () => nowNs);
  spectra = await KeptSpectra.open(store, 2, () => nowNs);
  log = await SweepLog.open(store);
  [pinned, settledBeforeNs, isDown] = [new Set(), START_NS + 1_000n * DAY_NS, false];
});
afterEach(async () => {
  await store.close();
  await rm(folder, { recursive: true });
});

/** So many rows, an hour apart, and a spectrum of each. */
async function keep(rows: number): Promise<void> {
  for (let i = 0; i < rows; i++) {
    const [timeNs, acquisition] = [START_NS + BigInt(i) * 3_600_000_000_000n, acquisitionId(`a${i}`)];
    const row = { ref: REF, acquisition, timeNs, featureSet: "core-v2", points: [{ point: POINT, values: { rms: i } }] };
    await history.record(row, async (marks) => marks);
    const spectrum = { kind: "envelope" as const, lowHz: 0, highHz: 1, resolutionHz: 1, amplitude: Float32Array.of(i) };
    await spectra.keep({
      ref: REF,
      point: POINT,
      acquisition,
      timeNs,
      featureSet: "core-v2",
      reason: "schedule",
      unit: "g",
      spectra: [spectrum],
    });
  }
}

const retention = () =>
  new FeatureRetention({
    stores: [spectra.kept(), history.buckets.kept(), history.rollUps.kept()],
    overCount: (key) => spectra.overCount(key),
    directory: { find: async () => ({ ref: REF, criticality: "low", kind: "pump", component: "bearing", points: [] }) },
    source: {
      of: async () => {
        if (isDown) throw new ServiceError("unavailable", "ingest is down");
        return { policy: DEFAULT_RETENTION_POLICY, pinned, settledBeforeNs };
      },
      close: () => {},
    },
    ...{ log, logger: createLogger({ service: "test", level: "silent" }), nowNs: () => nowNs, swept: () => {} },
  });
const rows = async () => (await queryRaw(history, { ref: REF, point: POINT, features: [], limit: 1_000 })).acquisitions;
const kept = async () => (await spectra.list(REF, POINT, { limit: 1_000 })).kept.map(({ acquisition }) => acquisition);
const windows = async (resolution: "hour" | "day") => {
  const found: unknown[] = [];
  for await (const window of history.rollUps.windows(assetKey(REF), POINT, resolution, { fromNs: 0n })) found.push(window);
  return found.length;
};
const after = async (days: number) => {
  nowNs = START_NS + BigInt(days) * DAY_NS;
  await retention().run(UNENDED);
};

describe("retention of features", () => {
  test("takes raw rows first, then hours, then days; the youngest rows are not sealed and stay", async () => {
    await keep(3 * ROWS);
    const [hours, days] = [await windows("hour"), await windows("day")];
    expect([hours > 0, days > 0]).toEqual([true, true]);
    await after(80);
    expect(await rows()).toHaveLength(3 * ROWS);
    await after(100);
    expect(await rows()).toHaveLength(ROWS);
    expect([await windows("hour"), await windows("day")]).toEqual([hours, days]);
    await after(740);
    expect([await windows("hour"), await windows("day")]).toEqual([0, days]);
    await after(3_700);
    expect(await windows("day")).toBe(0);
    const { items } = await log.list(REF, { limit: 100 });
    expect(new Set(items.map(({ value }) => value.store))).toEqual(
      new Set(["spectra", "raw_features", "hourly_features", "daily_features"]),
    );
    expect(items.every(({ value }) => value.finished && value.items.every(({ deleted }) => deleted))).toBe(true);
  });

  test("keeps the rows and the spectra of evidence, and the latest spectra of a point up to its number", async () => {
    await keep(2 * ROWS + 1);
    pinned = new Set([acquisitionId("a3")]);
    await after(2);
    expect(await kept()).toEqual(["a32", "a31", "a3"]);
    await after(400);
    expect(await kept()).toEqual(["a3"]);
    const left = await rows();
    // The row of evidence with those that were sealed with it, and the open log.
    expect(left).toEqual([...Array.from({ length: ROWS }, (_, i) => `a${i}`), "a32"]);
  });

  test("deletes nothing while ingest does not answer, and nothing that its owners have not come to", async () => {
    await keep(2 * ROWS);
    isDown = true;
    await after(4_000);
    isDown = false;
    settledBeforeNs = START_NS;
    await after(4_000);
    expect([(await rows()).length, (await kept()).length]).toEqual([2 * ROWS, 2 * ROWS]);
  });
});
