import { afterEach, describe, expect, test } from "@jest/globals";
import { connectNats, ensureTopology, ServiceError } from "@phm/service-kit";
import { startNatsServer } from "@phm/testkit";
import { bytes, logger, partitions, type Setup, STREAM, setup } from "./setup.js";
import { until } from "./until.js";

let open: Setup | undefined;
afterEach(async () => {
  await open?.close();
  open = undefined;
});

async function failureOf(work: Promise<unknown>): Promise<ServiceError> {
  const failure = await work.then(
    () => undefined,
    (error) => error,
  );
  if (!(failure instanceof ServiceError)) throw new Error(`expected a ServiceError, got ${failure}`);
  return failure;
}

describe("connecting", () => {
  test("a broker whose max_payload is too small is refused with the value and the limit", async () => {
    const server = await startNatsServer({ maxPayloadBytes: 1_048_576 });
    const failure = await failureOf(connectNats({ url: server.url, name: "test", logger }));
    await server.stop();
    expect(failure).toMatchObject({ code: "failed_precondition", field: "max_payload", value: "1048576", limit: "at least 8388608" });
    expect(failure.message).toBe(`the NATS server at ${server.url} has max_payload 1048576; it must be at least 8388608`);
  });

  test("a broker without JetStream is refused", async () => {
    const server = await startNatsServer({ jetstream: false });
    const failure = await failureOf(connectNats({ url: server.url, name: "test", logger }));
    await server.stop();
    expect(failure).toMatchObject({ code: "failed_precondition", field: "jetstream", value: "off", limit: "on" });
  });

  test("a broker that is not there is named, without the password of its URL", async () => {
    const failure = await failureOf(connectNats({ url: "nats://user:hunter2@127.0.0.1:1", name: "test", logger, connectDeadlineMs: 50 }));
    expect(failure.code).toBe("unavailable");
    expect(failure.message).toContain("no NATS at nats://127.0.0.1:1 (NATS_URL)");
    expect(failure.message).not.toContain("hunter2");
  });

  test("the check tells at once when the broker is gone, and is well again after its return", async () => {
    open = await setup();
    const { link, server } = open;
    await link.check();
    await server.kill();
    await until("the loss is noticed", () =>
      link.check().then(
        () => false,
        () => true,
      ),
    );
    expect((await failureOf(link.check())).message).toContain("is lost");
    await server.restart();
    await until("it is well again", () =>
      link.check().then(
        () => true,
        () => false,
      ),
    );
  });
});

describe("topology", () => {
  test("is made once however many ask, and changed to what is wanted", async () => {
    open = await setup();
    const { link } = open;
    const topology = [{ stream: STREAM, consumers: partitions(8) }];
    await Promise.all([ensureTopology(link, topology), ensureTopology(link, topology), ensureTopology(link, topology)]);
    await ensureTopology(link, [{ stream: { ...STREAM, maxBytes: 1_000_000 }, consumers: partitions(8, 7_000) }]);
    const { config, state } = await link.manager.streams.info(STREAM.name);
    expect(config).toMatchObject({ max_bytes: 1_000_000, retention: "interest", discard: "new", duplicate_window: 120e9 });
    expect(state.consumer_count).toBe(8);
    const consumer = await link.manager.consumers.info(STREAM.name, "reader-3");
    expect(consumer.config).toMatchObject({ ack_wait: 7e9, max_ack_pending: 1, filter_subject: "phm.test.v1.3.>" });
  });

  test("what cannot be changed is refused by name", async () => {
    open = await setup();
    const { link } = open;
    await ensureTopology(link, [{ stream: STREAM, consumers: [] }]);
    const failure = await failureOf(ensureTopology(link, [{ stream: { ...STREAM, retention: "limits" }, consumers: [] }]));
    expect(failure.code).toBe("failed_precondition");
    expect(failure.message).toContain("stream TEST exists with a configuration that cannot be changed");
  });
});

describe("publishing", () => {
  const publication = (id: string, payload = bytes(id)) => ({ subject: "phm.test.v1.0.a", messageId: id, payload });

  test("resolves when stored; the same message id is stored once", async () => {
    open = await setup();
    await ensureTopology(open.link, [{ stream: STREAM, consumers: partitions(1) }]);
    expect(await open.publisher.publish(publication("a"))).toEqual({ stream: "TEST", sequence: 1, duplicate: false });
    expect(await open.publisher.publish(publication("a"))).toEqual({ stream: "TEST", sequence: 1, duplicate: true });
  });

  test("a full stream is back-pressure: resource_exhausted, to be tried again", async () => {
    open = await setup();
    await ensureTopology(open.link, [{ stream: { ...STREAM, maxBytes: 10_000 }, consumers: partitions(1) }]);
    await open.publisher.publish(publication("a", new Uint8Array(9_000)));
    expect(await failureOf(open.publisher.publish(publication("b", new Uint8Array(9_000))))).toMatchObject({
      code: "resource_exhausted",
      retryable: true,
    });
  });

  test("a payload over the broker's limit is refused with size and limit", async () => {
    open = await setup();
    await ensureTopology(open.link, [{ stream: STREAM, consumers: partitions(1) }]);
    const failure = await failureOf(open.publisher.publish(publication("a", new Uint8Array(8 * 1024 * 1024 + 1))));
    expect(failure).toMatchObject({ code: "invalid_argument", retryable: false, value: "8388609 bytes", limit: "at most 8388608 bytes" });
  });

  test("a publish that meets a restart of the broker is repeated until it is stored, once", async () => {
    open = await setup();
    const { link, publisher, server } = open;
    await ensureTopology(link, [{ stream: STREAM, consumers: partitions(1) }]);
    await server.kill();
    const publishing = publisher.publish(publication("a"));
    await server.restart();
    expect(await publishing).toMatchObject({ sequence: 1 });
    expect((await link.manager.streams.info(STREAM.name)).state.messages).toBe(1);
  });

  test("without an answer it fails at its deadline, to be tried again", async () => {
    open = await setup();
    const { JetStreamPublisher } = await import("@phm/service-kit");
    const publisher = new JetStreamPublisher(open.link, { metrics: open.metrics, deadlineMs: 50 });
    // No stream takes the subject: nobody answers.
    expect(await failureOf(publisher.publish(publication("a")))).toMatchObject({ code: "unavailable", retryable: true });
  });
});
