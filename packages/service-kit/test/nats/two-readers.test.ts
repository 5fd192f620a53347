import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { ensureTopology } from "@phm/service-kit";
import { PARTITIONS, type PartitionBench, partitionBench, TOPOLOGY } from "./partition-bench.js";
import { STREAM } from "./setup.js";
import { until } from "./until.js";

let it: PartitionBench;
beforeEach(async () => {
  it = await partitionBench();
});
afterEach(() => it.close());

test("a message stays for the slower of two readers, and each counts only what waits for itself", async () => {
  const slower = PARTITIONS.map((partition) => ({ durable: `slower-${partition}`, filterSubject: `phm.test.v1.${partition}.>` }));
  await ensureTopology(it.link, [...TOPOLOGY, { stream: STREAM, consumers: slower }]);
  await it.publishAll(5);
  await it.consume(async () => {});
  const lag = async () => /nats_lag_messages\{stream="TEST"\} (\d+)/.exec(await it.metrics.registry.metrics())?.[1];
  await until("the quicker reader has nothing left", async () => (await lag()) === "0");
  expect(await it.waiting()).toBe(20);
  await it.consume(async () => {}, { topology: [{ stream: STREAM, consumers: slower }] });
  await until("the stream is empty, as both have acked", async () => (await it.waiting()) === 0);
});
