import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { ensureTopology, ServiceError } from "@phm/service-kit";
import { ledger, PARTITIONS, type PartitionBench, partitionBench, partitionIn, subjectOf, TOPOLOGY, upTo } from "./partition-bench.js";
import { bytes, partitions, STREAM, textOf } from "./setup.js";
import { until } from "./until.js";

let it: PartitionBench;
beforeEach(async () => {
  it = await partitionBench();
});
afterEach(() => it.close());

describe("order", () => {
  test("messages of a partition are handled one after the other, partitions side by side, within the in-flight limit", async () => {
    const { done, record, count } = ledger();
    let now = 0;
    let most = 0;
    const busy = new Set<number>();
    const group = await it.consume(
      async (message) => {
        const partition = partitionIn(message);
        expect(busy.has(partition)).toBe(false);
        busy.add(partition);
        most = Math.max(most, ++now);
        await new Promise(setImmediate);
        now -= 1;
        busy.delete(partition);
        record(message);
      },
      { maxInFlight: 3 },
    );
    await it.publishAll(50);
    await until("everything is handled", () => count() === 200);
    await group.drain();
    expect(done).toEqual(PARTITIONS.map(() => upTo(50)));
    expect(most).toBe(3);
    await until("the stream is empty, as all is acked", async () => (await it.waiting()) === 0);
  });

  test("a message that fails for the moment is tried again in place, and nothing behind it overtakes it", async () => {
    const { done, record, count } = ledger();
    const failuresLeft = new Map([
      ["1:3", 4],
      ["2:0", 2],
    ]);
    await it.consume(async (message) => {
      const key = message.messageId as string;
      const left = failuresLeft.get(key) ?? 0;
      failuresLeft.set(key, left - 1);
      if (left > 0) throw new ServiceError("unavailable", "not now");
      record(message);
    });
    await it.publishAll(10);
    await until("everything is handled", () => count() === 40);
    expect(done).toEqual(PARTITIONS.map(() => upTo(10)));
    const text = await it.metrics.registry.metrics();
    expect(text).toContain('nats_retried_total{stream="TEST",code="unavailable"} 6');
    expect(text).toContain('nats_handled_total{stream="TEST"} 40');
  });

  test("a message that is held longer than the ack wait is not handled twice", async () => {
    const release = new AbortController();
    let attempts = 0;
    const group = await it.consume(
      (message) => {
        attempts += 1;
        return message.attempt === 1
          ? new Promise((resolve) => release.signal.addEventListener("abort", () => resolve(), { once: true }))
          : Promise.resolve();
      },
      { topology: [{ stream: STREAM, consumers: partitions(1, 300) }] },
    );
    await it.publisher.publish({ subject: subjectOf(0), messageId: "0:0", payload: bytes("0") });
    await until("the message is in hand", () => group.inFlight === 1);
    // Three signs of work for each ack wait: nine of them mean that the message was held for three.
    let signs = 0;
    it.link.connection.subscribe("$JS.ACK.TEST.reader-0.>", {
      callback: (_error, sign) => {
        if (sign.string() === "+WPI") signs += 1;
      },
    });
    await until("three ack waits have passed", () => signs >= 9);
    const info = await it.link.manager.consumers.info(STREAM.name, "reader-0");
    expect(info.num_redelivered).toBe(0);
    release.abort();
    await until("it is acked", async () => (await it.waiting()) === 0);
    expect(attempts).toBe(1);
  });
});

describe("poison", () => {
  test("a message that can never be handled goes to the dead letters with its facts, and the next one comes", async () => {
    const { done, record, count } = ledger();
    await it.consume(async (message) => {
      if (message.messageId === "1:2")
        throw new ServiceError("invalid_argument", 'unit is "furlong"', {
          field: "unit",
          value: "furlong",
          limit: "a known unit",
          reason: "unknown_unit",
        });
      if (message.messageId === "2:2") throw new RangeError("a fault of ours");
      record(message);
    });
    await it.publishAll(5);
    await until("all others are handled", () => count() === 18);
    expect(done[1]).toEqual([0, 1, 3, 4]);
    await until("nothing is left", async () => (await it.waiting()) === 0);
    const letter = await it.link.manager.streams.getMessage("PHM_DEAD_LETTER", { last_by_subj: "phm.dead_letter.v1.reader-1" });
    const header = (name: string) => letter?.header.get(name);
    expect(header("Phm-Origin")).toBe(subjectOf(1));
    expect(header("Phm-Reason")).toBe("unknown_unit");
    expect([header("Phm-Field"), header("Phm-Value"), header("Phm-Limit")]).toEqual(["unit", "furlong", "a known unit"]);
    expect(header("Phm-Message-Id")).toBe("1:2");
    expect(header("Phm-Sha256")).toBe("d4735e3a265e16eee03f59718b9b5d03019c07d8b6c51f90da3a666eec13ab35");
    expect(textOf(letter?.data ?? new Uint8Array())).toBe("2");
    const fault = await it.link.manager.streams.getMessage("PHM_DEAD_LETTER", { last_by_subj: "phm.dead_letter.v1.reader-2" });
    expect(fault?.header.get("Phm-Error")).toContain("a fault of ours");
  });

  test("a dead letter keeps at most 64 KB of the payload and its full size", async () => {
    await it.consume(async () => {
      throw new ServiceError("invalid_argument", "never");
    });
    await it.publisher.publish({ subject: subjectOf(0), messageId: "big", payload: new Uint8Array(3_000_000).fill(7) });
    await until("it is given up", async () => (await it.waiting()) === 0);
    const letter = await it.link.manager.streams.getMessage("PHM_DEAD_LETTER", { last_by_subj: "phm.dead_letter.v1.reader-0" });
    expect(letter?.data.length).toBe(64 * 1024);
    expect(letter?.header.get("Phm-Payload-Bytes")).toBe("3000000");
  });
});

test("the lag is what waits in all partitions", async () => {
  const { link } = it;
  await ensureTopology(link, TOPOLOGY);
  await it.publishAll(3);
  const group = await it.consume(() => new Promise(() => {}));
  await until("each partition has one in hand", () => group.inFlight === 4);
  expect(await it.metrics.registry.metrics()).toContain('phm_test_nats_lag_messages{stream="TEST"} 12');
});
