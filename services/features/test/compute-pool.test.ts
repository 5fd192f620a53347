import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, test } from "@jest/globals";
import type { Acquisition } from "@phm/domain";
import { Metrics } from "@phm/service-kit";
import { FeaturesMetrics } from "../src/metrics.js";
import { openComputePool } from "../src/workers/open-compute-pool.js";
import { ThreadPool } from "../src/workers/thread-pool.js";
import { ACQUISITIONS, CONFIG, encoded } from "./acquisitions.js";

const FAILING_WORKER = fileURLToPath(new URL("./failing-worker.mjs", import.meta.url));
const FIRST = ACQUISITIONS[0] as Acquisition;
const metrics = () => new FeaturesMetrics(new Metrics("test"));

const inProcess = await openComputePool(0, metrics());
/** From what has been built, as in earnest. */
const threads = await openComputePool(2, metrics());
afterAll(async () => {
  await threads.close();
  await inProcess.close();
});

function spectrumTask(point: string) {
  return {
    payload: new Uint8Array(3),
    point,
    kind: "amplitude",
    window: "hann",
    demodulation: "default",
    from: 0,
    to: 0,
    maxLines: 16,
  } as const;
}

describe("the compute pool", () => {
  test("gives the same to the bit with threads and without, and leaves the payload to the caller", async () => {
    const payloads = ACQUISITIONS.map(encoded);
    const copies = payloads.map((payload) => payload.slice());
    const results = await Promise.all(payloads.map((payload) => threads.run("features", { payload, config: CONFIG })));
    expect(payloads).toEqual(copies);
    for (const [i, payload] of payloads.entries()) {
      const { computeMs: _, ...expected } = await inProcess.run("features", { payload, config: CONFIG });
      expect(results[i]).toMatchObject(expected);
    }
  });

  test.each([
    ["bytes that are no acquisition", new Uint8Array([1, 2, 3]), { code: "internal" }],
    ["a channel with too few samples", encoded({ ...FIRST, samples: 9_000 }), { field: "channels[0].data" }],
    ["a sample rate of 0", encoded({ ...FIRST, sampleRateHz: 0 }), { field: "sampleRateHz", reason: "bad_sample_rate" }],
  ])("%s is the same typed error with threads and without, and not tried again", async (_, payload, expected) => {
    const failures = await Promise.all(
      [inProcess, threads].map((pool) => pool.run("features", { payload, config: CONFIG }).catch((error: unknown) => error)),
    );
    for (const failure of failures) expect(failure).toMatchObject({ name: "ServiceError", retryable: false, ...expected });
    const [a, b] = failures as { code: string; message: string; field?: string; value?: string; limit?: string; reason: string }[];
    expect({ ...b, stack: undefined, cause: undefined }).toEqual({ ...a, stack: undefined, cause: undefined });
    expect(b?.message).toBe(a?.message);
  });

  test("a task that ends its thread is given up alone; those that shared the thread succeed, and the thread is replaced", async () => {
    const pool = new ThreadPool(FAILING_WORKER, 2, metrics());
    try {
      const points = Array.from({ length: 12 }, (_, i) => (i === 3 ? "end-the-thread" : `p${i}`));
      const outcomes = await Promise.allSettled(points.map((point) => pool.run("spectrum", spectrumTask(point))));
      expect(outcomes[3]).toMatchObject({ status: "rejected", reason: { code: "internal", reason: "worker_crashed", retryable: false } });
      expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(11);
      await expect(pool.run("spectrum", spectrumTask("after"))).resolves.toMatchObject({ point: "after" });
    } finally {
      await pool.close();
    }
  });

  test("a worker that cannot be loaded is known at the start", async () => {
    const pool = new ThreadPool(fileURLToPath(new URL("./no-such-worker.mjs", import.meta.url)), 1, metrics());
    await expect(pool.ready()).rejects.toThrow(/no-such-worker/);
    await pool.close();
  });

  test("a closed pool is unavailable, so that the message goes back to the broker", async () => {
    for (const workers of [0, 1]) {
      const pool = await openComputePool(workers, metrics());
      await pool.close();
      const run = pool.run("features", { payload: encoded(FIRST), config: CONFIG });
      await expect(run).rejects.toMatchObject({ code: "unavailable", retryable: true });
    }
  });
});
