import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { assetRefToWire } from "@phm/contracts";
import { deliver } from "@phm/sender";
import type { Service } from "@phm/service-kit";
import { createIngest, readConfig } from "../src/index.js";
import { acquisitionsOf, pump } from "./acquisitions.js";
import { type Surroundings, surroundings } from "./running-ingest.js";

const PUMP = pump("pump-1");
const RATE_PER_S = 20;
const COUNT = 45;

let around: Surroundings;
let ingest: Service;
beforeAll(async () => {
  around = await surroundings([PUMP], { PHM_SENDER_ACQUISITIONS_PER_S: String(RATE_PER_S), PHM_INTAKE_STREAMS: "1" });
  ingest = createIngest(readConfig(around.env));
  await ingest.start();
}, 60_000);
afterAll(async () => {
  await ingest?.stop();
  await around?.close();
});

describe("a sender that is faster than its rate", () => {
  test("waits, loses nothing, and keeps nobody from reading", async () => {
    const startedMs = performance.now();
    const read: number[] = [];
    const delivering = deliver(acquisitionsOf(PUMP, COUNT), { client: around.acquisitions });
    const reading = around.archive.call.listAcquisitions({ ref: assetRefToWire(PUMP.ref), limit: 1 }).then(() => {
      read.push(performance.now() - startedMs);
    });
    expect(await delivering).toEqual({ accepted: COUNT, duplicates: 0, rejected: 0 });
    await reading;
    // A second's worth at once, the rest at the rate.
    const leastMs = ((COUNT - RATE_PER_S) / RATE_PER_S) * 1000;
    expect(performance.now() - startedMs).toBeGreaterThanOrEqual(leastMs);
    expect(read).toEqual([expect.any(Number)]);
    expect(read[0]).toBeLessThan(leastMs);
  });
});

describe("a stream too many", () => {
  test("is refused by the name of the limit, and taken when the other has ended", async () => {
    const first = around.acquisitions.call.submit({});
    const answers = first.responses[Symbol.asyncIterator]();
    const second = around.acquisitions.call.submit({});
    await expect(Promise.race([second.responses[Symbol.asyncIterator]().next(), answers.next()])).rejects.toMatchObject({
      code: "resource_exhausted",
      reason: "too_many_streams",
      limit: "at most 1",
      retryable: true,
    });
    first.end();
    await answers.next().catch(() => {});
    expect(await deliver(acquisitionsOf(PUMP, 1), { client: around.acquisitions })).toEqual({ accepted: 0, duplicates: 1, rejected: 0 });
  });
});
