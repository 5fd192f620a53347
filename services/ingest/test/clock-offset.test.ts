import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { acquisitionToWire, assetRefToWire, type SubmitResponse } from "@phm/contracts";
import { type Acquisition, type AssetConfig, NS_PER_MS, NS_PER_S } from "@phm/domain";
import { deliver } from "@phm/sender";
import type { Service } from "@phm/service-kit";
import { createIngest, readConfig } from "../src/index.js";
import { acquisitionOf, pump } from "./acquisitions.js";
import { type Surroundings, surroundings } from "./running-ingest.js";

const PUMP = pump("pump-1");
const REF = assetRefToWire(PUMP.ref);
const BEHIND_NS = 90n * NS_PER_S;
/** What a loaded machine may need from sending to receiving. */
const PATIENCE_NS = 30n * NS_PER_S;
const nowNs = () => BigInt(Date.now()) * NS_PER_MS;

let around: Surroundings;
let ingest: Service;
beforeAll(async () => {
  around = await surroundings([PUMP]);
  ingest = createIngest(readConfig(around.env));
  await ingest.start();
}, 60_000);
afterAll(async () => {
  await ingest?.stop();
  await around?.close();
});

/** Sends one after the other on one stream, each with the time that the sender's clock shows. */
async function submit(items: readonly { readonly acquisition: Acquisition; readonly sentNs?: bigint }[]): Promise<SubmitResponse[]> {
  const stream = around.acquisitions.call.submit({});
  const responses = stream.responses[Symbol.asyncIterator]();
  const answers: SubmitResponse[] = [];
  for (const { acquisition, ...times } of items) {
    await stream.send({ acquisition: acquisitionToWire(acquisition), ...times });
    answers.push((await responses.next()).value as SubmitResponse);
  }
  stream.end();
  await responses.next();
  return answers;
}

async function offsetOf(id: string): Promise<bigint | undefined> {
  await around.archived();
  return (await around.archive.call.getAcquisition({ ref: REF, id })).acquisition?.clockOffsetNs;
}

const live = (second: number, changes: Partial<Acquisition> = {}, config: AssetConfig = PUMP) =>
  acquisitionOf(config, second, { timeBase: "live", ...changes });

describe("the offset of a sender's clock", () => {
  test("is published with acquisitions of a live session that tells when it sends", async () => {
    const late = { acquisition: live(1), sentNs: nowNs() - BEHIND_NS - 600n * NS_PER_S };
    await submit([late, { acquisition: live(2), sentNs: nowNs() - BEHIND_NS }]);
    const first = (await offsetOf("second-1")) as bigint;
    const second = (await offsetOf("second-2")) as bigint;
    expect(first - BEHIND_NS - 600n * NS_PER_S).toBeLessThan(PATIENCE_NS);
    expect(first).toBeGreaterThanOrEqual(BEHIND_NS + 600n * NS_PER_S);
    expect(second).toBeGreaterThanOrEqual(BEHIND_NS);
    expect(second - BEHIND_NS).toBeLessThan(PATIENCE_NS);
  });

  test("is judged anew in each session", async () => {
    await submit([{ acquisition: live(3), sentNs: nowNs() + BEHIND_NS }]);
    await submit([{ acquisition: live(4), sentNs: nowNs() }]);
    expect((await offsetOf("second-3")) as bigint).toBeLessThan(0n);
    expect((await offsetOf("second-4")) as bigint).toBeGreaterThanOrEqual(0n);
  });

  test("is absent for recorded data and for senders that do not tell, also where a sender sets it itself", async () => {
    await submit([
      { acquisition: acquisitionOf(PUMP, 5), sentNs: nowNs() },
      { acquisition: live(6) },
      { acquisition: live(7, { clockOffsetNs: 42n }) },
    ]);
    for (const id of ["second-5", "second-6", "second-7"]) expect(await offsetOf(id)).toBeUndefined();
  });

  test("is no part of the identity: the same acquisition sent later is a duplicate", async () => {
    const [first] = await submit([{ acquisition: live(8), sentNs: nowNs() }]);
    const [again] = await submit([{ acquisition: live(8, { clockOffsetNs: 1n }), sentNs: nowNs() - BEHIND_NS }]);
    expect(first?.outcome).toMatchObject({ case: "accepted", value: { duplicate: false } });
    expect(again?.outcome).toMatchObject({ case: "accepted", value: { duplicate: true } });
  });

  test("a sending time that is none rejects its item by name, and the stream goes on", async () => {
    const answers = await submit([
      { acquisition: live(9), sentNs: -1n },
      { acquisition: live(10), sentNs: nowNs() },
    ]);
    expect(answers.map(({ outcome }) => outcome.case)).toEqual(["rejected", "accepted"]);
    expect(answers[0]?.outcome.value).toMatchObject({ field: "sentNs", reason: "bad_time", retryable: false });
  });

  test("comes with what the sender package delivers live", async () => {
    await deliver([live(11), acquisitionOf(PUMP, 12)], { client: around.acquisitions });
    const offsetNs = (await offsetOf("second-11")) as bigint;
    expect(offsetNs >= 0n && offsetNs < PATIENCE_NS).toBe(true);
    expect(await offsetOf("second-12")).toBeUndefined();
  });
});
