import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import {
  type ConsumerGroup,
  consumeInOrder,
  ensureTopology,
  type InOrderOptions,
  type ReceivedMessage,
  ServiceError,
} from "@phm/service-kit";
import { bytes, logger, partitions, type Setup, STREAM, setup, textOf } from "./setup.js";
import { until } from "./until.js";

let it: Setup;
beforeEach(async () => {
  it = await setup();
});
afterEach(() => it.close());

const TOPOLOGY = [{ stream: STREAM, consumers: partitions(4, 2_000) }];
const PARTITIONS = [0, 1, 2, 3];

async function consume(handle: InOrderOptions["handle"], options: Partial<InOrderOptions> = {}): Promise<ConsumerGroup> {
  const { link, publisher, metrics } = it;
  const group = await consumeInOrder({
    link,
    publisher,
    metrics,
    logger,
    topology: TOPOLOGY,
    handle,
    retryMinMs: 1,
    retryMaxMs: 20,
    ...options,
  });
  it.cleanup(() => group.stop(1_000));
  return group;
}

/** Publishes `0…count-1` to every partition, in order within each. */
async function publishAll(count: number): Promise<void> {
  await Promise.all(
    PARTITIONS.map(async (partition) => {
      for (let i = 0; i < count; i += 1)
        await it.publisher.publish({ subject: subjectOf(partition), messageId: `${partition}:${i}`, payload: bytes(String(i)) });
    }),
  );
}

const subjectOf = (partition: number) => `phm.test.v1.${partition}.default.default.asset`;
const partitionIn = (message: ReceivedMessage) => Number(message.subject.split(".")[3]);
const upTo = (count: number) => Array.from({ length: count }, (_, i) => i);

/** Records what was done, by partition. */
function ledger() {
  const done: number[][] = PARTITIONS.map(() => []);
  return {
    done,
    record: (message: ReceivedMessage) => done[partitionIn(message)]?.push(Number(textOf(message.payload))),
    count: () => done.flat().length,
  };
}

async function waiting(): Promise<number> {
  const { state } = await it.link.manager.streams.info(STREAM.name);
  return state.messages;
}

/** Not yet acked, as the consumers see it: after a crash, server 2.9 can keep acked messages in the stream, which nobody gets any more. */
async function left(): Promise<number> {
  let count = 0;
  for await (const { num_pending, num_ack_pending } of it.link.manager.consumers.list(STREAM.name)) count += num_pending + num_ack_pending;
  return count;
}

describe("order", () => {
  test("messages of a partition are handled one after the other, partitions side by side, within the in-flight limit", async () => {
    const { done, record, count } = ledger();
    let now = 0;
    let most = 0;
    const busy = new Set<number>();
    const group = await consume(
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
    await publishAll(50);
    await until("everything is handled", () => count() === 200);
    await group.drain();
    expect(done).toEqual(PARTITIONS.map(() => upTo(50)));
    expect(most).toBe(3);
    await until("the stream is empty, as all is acked", async () => (await waiting()) === 0);
  });

  test("a message that fails for the moment is tried again in place, and nothing behind it overtakes it", async () => {
    const { done, record, count } = ledger();
    const failuresLeft = new Map([
      ["1:3", 4],
      ["2:0", 2],
    ]);
    await consume(async (message) => {
      const key = message.messageId as string;
      const left = failuresLeft.get(key) ?? 0;
      failuresLeft.set(key, left - 1);
      if (left > 0) throw new ServiceError("unavailable", "not now");
      record(message);
    });
    await publishAll(10);
    await until("everything is handled", () => count() === 40);
    expect(done).toEqual(PARTITIONS.map(() => upTo(10)));
    const text = await it.metrics.registry.metrics();
    expect(text).toContain('nats_retried_total{stream="TEST",code="unavailable"} 6');
    expect(text).toContain('nats_handled_total{stream="TEST"} 40');
  });

  test("a message that is held longer than the ack wait is not handled twice", async () => {
    const release = new AbortController();
    let attempts = 0;
    const group = await consume(
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
    const heldSince = Date.now();
    await until("three ack waits have passed", () => Date.now() - heldSince > 900);
    const info = await it.link.manager.consumers.info(STREAM.name, "reader-0");
    expect(info.num_redelivered).toBe(0);
    release.abort();
    await until("it is acked", async () => (await waiting()) === 0);
    expect(attempts).toBe(1);
  });
});

describe("poison", () => {
  test("a message that can never be handled goes to the dead letters with its facts, and the next one comes", async () => {
    const { done, record, count } = ledger();
    await consume(async (message) => {
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
    await publishAll(5);
    await until("all others are handled", () => count() === 18);
    expect(done[1]).toEqual([0, 1, 3, 4]);
    await until("nothing is left", async () => (await waiting()) === 0);
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
    await consume(async () => {
      throw new ServiceError("invalid_argument", "never");
    });
    await it.publisher.publish({ subject: subjectOf(0), messageId: "big", payload: new Uint8Array(3_000_000).fill(7) });
    await until("it is given up", async () => (await waiting()) === 0);
    const letter = await it.link.manager.streams.getMessage("PHM_DEAD_LETTER", { last_by_subj: "phm.dead_letter.v1.reader-0" });
    expect(letter?.data.length).toBe(64 * 1024);
    expect(letter?.header.get("Phm-Payload-Bytes")).toBe("3000000");
  });
});

describe("crashes", () => {
  test("kill -9 of the broker in the middle: every message is handled, none lost, each partition in order", async () => {
    const { done, record, count } = ledger();
    const group = await consume(async (message) => {
      record(message);
      await new Promise(setImmediate);
    });
    const publishing = publishAll(200);
    await until("a good part is handled", () => count() > 200);
    await it.server.kill();
    await it.server.restart();
    await publishing;
    await until("no consumer has anything left", async () => (await left()) === 0);
    await group.drain();
    for (const partition of PARTITIONS) expect(firstTimes(done[partition] as number[])).toEqual(upTo(200));
  });

  test("a consumer that was deleted is made again and goes on with what is published after", async () => {
    const { record, count } = ledger();
    await consume(async (message) => void record(message));
    await publishAll(2);
    await until("the first are handled", () => count() === 8);
    await it.link.manager.consumers.delete(STREAM.name, "reader-0");
    await until("it is there again", () =>
      it.link.manager.consumers.info(STREAM.name, "reader-0").then(
        () => true,
        () => false,
      ),
    );
    await it.publisher.publish({ subject: subjectOf(0), messageId: "0:again", payload: bytes("2") });
    await until("the new one is handled", () => count() === 9);
  });

  test("a stream that was deleted is made again with its consumers", async () => {
    const { record, count } = ledger();
    await consume(async (message) => void record(message));
    await publishAll(2);
    await until("the first are handled", () => count() === 8);
    await it.link.manager.streams.delete(STREAM.name);
    await until(
      "all consumers are there again",
      async () =>
        (await it.link.manager.streams.info(STREAM.name).then(
          (info) => info.state.consumer_count,
          () => 0,
        )) === 4,
    );
    await Promise.all(
      PARTITIONS.map((partition) =>
        it.publisher.publish({ subject: subjectOf(partition), messageId: `${partition}:again`, payload: bytes("2") }),
      ),
    );
    await until("the new ones are handled", () => count() === 12);
  });
});

describe("stopping", () => {
  test("drain finishes the message in hand and hands out no further one", async () => {
    const started: string[] = [];
    let finish: () => void = () => {};
    const group = await consume(
      (message) =>
        new Promise((resolve) => {
          started.push(message.messageId as string);
          finish = resolve;
        }),
      { maxInFlight: 1 },
    );
    await publishAll(2);
    await until("one is in hand", () => started.length === 1);
    const drained = group.drain();
    finish();
    await drained;
    expect(started).toHaveLength(1);
    expect(group.inFlight).toBe(0);
    await until("only that one is gone", async () => (await waiting()) === 7);
  });

  test("a message that was being retried goes back to the broker at once and comes first in the next process", async () => {
    const group = await consume(async () => {
      throw new ServiceError("unavailable", "for ever");
    });
    await publishAll(3);
    await until("all partitions retry", () => group.inFlight === 4);
    await group.drain();
    const { done, record, count } = ledger();
    const before = Date.now();
    await consume(async (message) => void record(message));
    await until("everything is handled", () => count() === 12);
    expect(done).toEqual(PARTITIONS.map(() => upTo(3)));
    // Sooner than the ack wait: the broker did not have to find out by itself.
    expect(Date.now() - before).toBeLessThan(2_000);
  });

  test("stop ends within its deadline although a handler does not, and the handler is told", async () => {
    let told = false;
    const group = await consume(
      (_message, signal) =>
        new Promise((_resolve, reject) =>
          signal.addEventListener("abort", () => {
            told = true;
            reject(signal.reason);
          }),
        ),
    );
    await it.publisher.publish({ subject: subjectOf(0), messageId: "0:0", payload: bytes("0") });
    await until("it is in hand", () => group.inFlight === 1);
    const before = Date.now();
    await group.stop(50);
    expect(Date.now() - before).toBeLessThan(1_000);
    expect(told).toBe(true);
    expect(await waiting()).toBe(1);
  });
});

test("the lag is what waits in all partitions", async () => {
  const { link } = it;
  await ensureTopology(link, TOPOLOGY);
  await publishAll(3);
  const group = await consume(() => new Promise(() => {}));
  await until("each partition has one in hand", () => group.inFlight === 4);
  expect(await it.metrics.registry.metrics()).toContain('phm_test_nats_lag_messages{stream="TEST"} 12');
});

/** Drops what was handled before already: after a crash of the broker an acked message can come again, which handlers must take. */
function firstTimes(values: readonly number[]): number[] {
  return [...new Set(values)];
}
