import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import type { JsMsg } from "@nats-io/jetstream";
import { ensureTopology, ServiceError } from "@phm/service-kit";
import { ledger, PARTITIONS, type PartitionBench, partitionBench, partitionIn, subjectOf, TOPOLOGY, upTo } from "./partition-bench.js";
import { bytes, STREAM } from "./setup.js";
import { until } from "./until.js";

let it: PartitionBench;
beforeEach(async () => {
  it = await partitionBench();
});
afterEach(() => it.close());

describe("crashes", () => {
  test("kill -9 of the broker in the middle: every message is handled, none lost, each partition in order", async () => {
    const { done, record, count } = ledger();
    const group = await it.consume(async (message) => {
      record(message);
      await new Promise(setImmediate);
    });
    const publishing = it.publishAll(200);
    await until("a good part is handled", () => count() > 200);
    await it.server.kill();
    await it.server.restart();
    await publishing;
    await until("no consumer has anything left", async () => (await it.left()) === 0);
    await group.drain();
    for (const partition of PARTITIONS) expect(firstTimes(done[partition] as number[])).toEqual(upTo(200));
  });

  test("a consumer that was deleted is made again and goes on with what is published after", async () => {
    const { record, count } = ledger();
    await it.consume(async (message) => void record(message));
    await it.publishAll(2);
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
    await it.consume(async (message) => void record(message));
    await it.publishAll(2);
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

describe("a broker that forgot an ack", () => {
  test("a consumer that waits for a message which is gone is released, and its partition goes on in order", async () => {
    const { done, record } = ledger();
    await ensureTopology(it.link, TOPOLOGY);
    // An older message of another partition is being worked on all the time: the gap is inside the stream, where the broker does not see it.
    await it.publisher.publish({ subject: subjectOf(1), messageId: "older", payload: bytes("0") });
    await it.publishAll(3);
    // The consumer's state is put back to the time between delivery and ack, as kill -9 does now and then, when only the stream's files had been written.
    const stateFile = join(it.server.storeDir, "jetstream/$G/streams", STREAM.name, "obs/reader-0/o.dat");
    const stateOnDisk = () => (existsSync(stateFile) ? readFileSync(stateFile, "hex") : "");
    const idle = stateOnDisk();
    const handedOut = (await (await it.link.jetstream.consumers.get(STREAM.name, "reader-0")).next()) as JsMsg;
    await until("the delivery is on disk", () => stateOnDisk() !== idle);
    const beforeAck = readFileSync(stateFile);
    handedOut.ack();
    await until(
      "the message is gone",
      async () => (await it.link.manager.streams.getMessage(STREAM.name, { seq: handedOut.seq })) === null,
    );
    const { pid } = it.server;
    process.kill(pid, "SIGTERM");
    await until("the broker has written its files", () => !isAlive(pid));
    writeFileSync(stateFile, beforeAck);
    await it.server.restart();
    await until("the connection is there again", () =>
      it.link.check().then(
        () => true,
        () => false,
      ),
    );

    let finish: () => void = () => {};
    const finished = new Promise<void>((resolve) => {
      finish = resolve;
    });
    await it.consume(async (message) => {
      if (partitionIn(message) === 1) await finished;
      record(message);
    });
    await until("partition 0 has gone on", () => (done[0] as number[]).length === 2);
    expect(done[0]).toEqual([1, 2]);
    finish();
  });
});

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

describe("stopping", () => {
  test("drain finishes the message in hand and hands out no further one", async () => {
    const started: string[] = [];
    let finish: () => void = () => {};
    const group = await it.consume(
      (message) =>
        new Promise((resolve) => {
          started.push(message.messageId as string);
          finish = resolve;
        }),
      { maxInFlight: 1 },
    );
    await it.publishAll(2);
    await until("one is in hand", () => started.length === 1);
    const drained = group.drain();
    finish();
    await drained;
    expect(started).toHaveLength(1);
    expect(group.inFlight).toBe(0);
    await until("only that one is gone", async () => (await it.waiting()) === 7);
  });

  test("a message that was being retried goes back to the broker at once and comes first in the next process", async () => {
    const group = await it.consume(async () => {
      throw new ServiceError("unavailable", "for ever");
    });
    await it.publishAll(3);
    await until("all partitions retry", () => group.inFlight === 4);
    await group.drain();
    const { done, record, count } = ledger();
    const attempts: number[] = [];
    await it.consume(async (message) => {
      record(message);
      attempts.push(message.attempt);
    });
    await until("everything is handled", () => count() === 12);
    expect(done).toEqual(PARTITIONS.map(() => upTo(3)));
    // A third delivery would mean that the second was lost on a request of the first group, and found out about after an ack wait.
    expect(Math.max(...attempts)).toBe(2);
  });

  test("stop ends within its deadline although a handler does not, and the handler is told", async () => {
    let told = false;
    const group = await it.consume(
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
    await group.stop(50);
    expect(told).toBe(true);
    expect(await it.waiting()).toBe(1);
  });
});

/** Drops what was handled before already: after a crash of the broker an acked message can come again, which handlers must take. */
function firstTimes(values: readonly number[]): number[] {
  return [...new Set(values)];
}
