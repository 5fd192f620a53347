import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { assetRef, pointId, type Reading } from "@phm/domain";
import { type DocumentStore, openStore } from "@phm/service-kit";
import { ReadingSpool } from "./reading-spool.js";

const REF = assetRef("acme", "plant", "pump");
const reading = (number: number, more: Partial<Reading> = {}): Reading => ({
  ...{ ref: REF, point: pointId("oil"), timeNs: BigInt(number), value: number, unit: "°C" },
  ...more,
});

let folder: string;
let store: DocumentStore;
const open = () => openStore({ database: "edge", folder, file: "readings.db" });
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "phm-reading-spool-"));
  store = await open();
});
afterAll(async () => {
  await store.close();
  await rm(folder, { recursive: true, force: true });
});

test("readings come back as they were, in order, also after the process has ended, until they are settled", async () => {
  const bad = reading(3, { value: Number.NaN, quality: "bad", qualityReason: "wrong_type" });
  const spool = await ReadingSpool.open(store);
  await spool.append([reading(1), reading(2)]);
  await spool.append([bad]);
  await store.close();
  store = await open();
  const again = await ReadingSpool.open(store);
  expect(again.waiting).toBe(2);
  const batches = await again.oldest(10);
  expect(batches.flatMap(({ readings }) => readings)).toEqual([reading(1), reading(2), bad]);
  await again.settle(batches.slice(0, 1));
  await again.append([reading(4)]);
  expect((await again.oldest(10)).flatMap(({ readings }) => readings)).toEqual([bad, reading(4)]);
  await again.settle(await again.oldest(10));
  expect(again.waiting).toBe(0);
});

test("a spool that is full refuses what is new and keeps what it has", async () => {
  const spool = await ReadingSpool.open(store, 1);
  await spool.append([reading(1)]);
  await expect(spool.append([reading(2)])).rejects.toMatchObject({ code: "resource_exhausted", reason: "spool_full" });
  expect((await spool.oldest(10)).flatMap(({ readings }) => readings)).toEqual([reading(1)]);
});

test("what many append at once is written together, nothing of it lost", async () => {
  const spool = await ReadingSpool.open(store);
  await spool.settle(await spool.oldest(10));
  await Promise.all(Array.from({ length: 500 }, (_, number) => spool.append([reading(number)])));
  const batches = await spool.oldest(10);
  expect(batches.length).toBeLessThanOrEqual(2);
  expect(batches.flatMap(({ readings }) => readings)).toHaveLength(500);
});
