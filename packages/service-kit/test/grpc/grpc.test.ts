import { once } from "node:events";
import { connect } from "node:http2";
import { status } from "@grpc/grpc-js";
import { afterEach, describe, expect, test } from "@jest/globals";
import { createClient, ServiceError } from "@phm/service-kit";
import { startEchoServer } from "./echo-server.js";
import { EchoService } from "./echo-service.js";
import { rawCall } from "./raw-call.js";

const cleanup: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of cleanup.splice(0).reverse()) await close();
});

async function setup(...args: Parameters<typeof startEchoServer>) {
  const echo = await startEchoServer(...args);
  const client = createClient(EchoService, echo.address);
  cleanup.push(
    () => echo.server.stop(),
    () => client.close(),
  );
  return { ...echo, client };
}

async function failureOf(work: Promise<unknown>): Promise<ServiceError> {
  const failure = await work.then(
    () => undefined,
    (error) => error,
  );
  if (!(failure instanceof ServiceError)) throw new Error(`expected a ServiceError, got ${failure}`);
  return failure;
}

async function collect(responses: AsyncIterable<{ value: string }>): Promise<string[]> {
  const values: string[] = [];
  for await (const { value } of responses) values.push(value);
  return values;
}

describe("calls", () => {
  test("each of the four kinds carries messages in order", async () => {
    const { client } = await setup();
    expect((await client.call.unary({ value: "中文" })).value).toBe("中文");
    expect(await collect(client.call.count({ value: "3" }))).toEqual(["1", "2", "3"]);
    expect((await client.call.join([{ value: "a" }, { value: "b" }])).value).toBe("a+b");
    const chat = client.call.chat();
    for (let i = 0; i < 100; i += 1) await chat.send({ value: String(i) });
    chat.end();
    expect(await collect(chat.responses)).toEqual(Array.from({ length: 100 }, (_, i) => `echo ${i}`));
  });

  test("an error comes back with code, retryability, field, value and limit, and without its cause", async () => {
    const { client } = await setup({
      unary: () => {
        throw new ServiceError("invalid_argument", "rate is 0 — 无效", {
          field: "sampleRateHz",
          value: "0",
          limit: "above 0",
          reason: "sample_rate",
          cause: new Error("secret"),
        });
      },
    });
    const failure = await failureOf(client.call.unary({ value: "" }));
    expect(failure).toMatchObject({
      code: "invalid_argument",
      message: "rate is 0 — 无效",
      retryable: false,
      field: "sampleRateHz",
      value: "0",
      limit: "above 0",
      reason: "sample_rate",
    });
    expect(JSON.stringify(failure)).not.toContain("secret");
  });

  test("an unforeseen failure in a handler is internal and does not show its text to the caller", async () => {
    const { client } = await setup({
      unary: () => {
        throw new TypeError("password=hunter2");
      },
    });
    expect(await failureOf(client.call.unary({ value: "" }))).toMatchObject({ code: "internal", message: "an internal fault (TypeError)" });
  });

  test("a unary call without the caller's deadline ends at the server's, and its handler is told", async () => {
    let told: unknown;
    const { address } = await setup(
      { unary: (_request, { signal }) => new Promise(() => signal.addEventListener("abort", () => (told = signal.reason))) },
      { defaultDeadlineMs: 30 },
    );
    const answer = await rawCall(address, "/phm.test.v1.EchoService/Unary", new Uint8Array(0));
    expect(answer.code).toBe(status.DEADLINE_EXCEEDED);
    expect(told).toMatchObject({ code: "deadline_exceeded", limit: "30 ms" });
  });

  test("a unary call ends at the caller's deadline", async () => {
    const { client } = await setup({ unary: () => new Promise(() => {}) });
    expect((await failureOf(client.call.unary({ value: "" }, { deadlineMs: 30 }))).code).toBe("deadline_exceeded");
  });

  test("an idempotent call is repeated while the server is unavailable, others are not", async () => {
    let calls = 0;
    const flaky = () => {
      calls += 1;
      if (calls % 3 !== 0) throw new ServiceError("unavailable", "not yet");
      return { value: `call ${calls}` };
    };
    const { client } = await setup({ repeatable: flaky, unary: flaky });
    expect((await client.call.repeatable({ value: "" })).value).toBe("call 3");
    expect((await failureOf(client.call.unary({ value: "" }))).code).toBe("unavailable");
    expect(calls).toBe(4);
  });
});

describe("bad input", () => {
  const UNARY = "/phm.test.v1.EchoService/Unary";
  const CHAT = "/phm.test.v1.EchoService/Chat";
  const JOIN = "/phm.test.v1.EchoService/Join";
  const COUNT = "/phm.test.v1.EchoService/Count";
  const garbage = new Uint8Array([0x0a, 0xff, 0xff, 0xff, 0xff, 0x0f]);

  test.each([UNARY, CHAT, JOIN, COUNT])("garbage bytes end %s with INVALID_ARGUMENT naming the expected type", async (path) => {
    const { address } = await setup();
    expect(await rawCall(address, path, garbage)).toEqual({
      code: status.INVALID_ARGUMENT,
      message: "a message of 6 bytes could not be decoded; it must be google.protobuf.StringValue",
    });
  });

  test.each([UNARY, CHAT, JOIN])("a message over the limit ends %s with RESOURCE_EXHAUSTED naming size and limit", async (path) => {
    const { address } = await setup({}, { maxReceiveBytes: 1000 });
    const answer = await rawCall(address, path, new Uint8Array(1001));
    expect(answer).toEqual({ code: status.RESOURCE_EXHAUSTED, message: "Received message larger than max (1001 vs 1000)" });
  });

  test("the client reports an over-limit message as field, value and limit, not to be repeated", async () => {
    const { client } = await setup({}, { maxReceiveBytes: 1000 });
    expect(await failureOf(client.call.unary({ value: "x".repeat(2000) }))).toMatchObject({
      code: "resource_exhausted",
      retryable: false,
      field: "message",
      limit: "at most 1000 bytes",
      reason: "message_too_large",
    });
  });

  test("other streams go on while one is ended for bad input, and the ended calls are counted by code", async () => {
    const { address, client, metrics } = await setup({}, { maxReceiveBytes: 1000 });
    const chat = client.call.chat();
    const responses = chat.responses[Symbol.asyncIterator]();
    await chat.send({ value: "before" });
    expect((await responses.next()).value.value).toBe("echo before");
    await rawCall(address, CHAT, garbage);
    await rawCall(address, CHAT, new Uint8Array(1001));
    const poisoned = client.call.chat();
    await poisoned.send({ value: "poison" });
    expect(await failureOf(collect(poisoned.responses))).toMatchObject({ code: "invalid_argument", field: "value" });
    await chat.send({ value: "after" });
    expect((await responses.next()).value.value).toBe("echo after");
    chat.end();
    expect((await responses.next()).done).toBe(true);
    const text = await metrics.registry.metrics();
    expect(text).toContain('phm_test_grpc_calls_total{method="phm.test.v1.EchoService/Chat",code="invalid_argument"} 2');
    expect(text).toContain('phm_test_grpc_calls_total{method="phm.test.v1.EchoService/Chat",code="resource_exhausted"} 1');
  });

  test("an unknown method is refused and counted without its name", async () => {
    const { address, metrics } = await setup();
    expect((await rawCall(address, "/who/Knows", new Uint8Array(0))).code).toBe(status.UNIMPLEMENTED);
    expect(await metrics.registry.metrics()).toContain('{method="unknown",code="unimplemented"} 1');
  });
});

describe("back-pressure", () => {
  test("a sender is held up when the handler does not read, and other calls on its connection are not", async () => {
    const release = new AbortController();
    const { client } = await setup({ chat: () => new Promise((resolve) => release.signal.addEventListener("abort", () => resolve())) });
    const chat = client.call.chat();
    const big = { value: "x".repeat(256 * 1024) };
    let accepted = 0;
    const sendAll = (async () => {
      for (; accepted < 200; accepted += 1) await chat.send(big);
    })();
    // The stream's window is 1 MiB: the sender stalls long before 50 MiB. Stalled means: a round trip on the same connection brings nothing new.
    let before = -1;
    while (before !== accepted) {
      before = accepted;
      for (let i = 0; i < 20; i += 1) await client.call.unary({ value: "" });
    }
    expect(accepted).toBeLessThan(100);
    release.abort();
    await sendAll.catch(() => {});
  });
});

describe("transport", () => {
  test("the server really offers a window of 1 MiB for a stream and 16 MiB for a connection", async () => {
    const { address } = await setup();
    const session = connect(`http://${address}`);
    cleanup.push(() => session.close());
    const [settings] = await once(session, "remoteSettings");
    expect(settings.initialWindowSize).toBe(1024 * 1024);
    // The connection's window comes as an update of its own, before the answer to a ping that is sent after the settings.
    await new Promise((resolve) => session.ping(resolve));
    expect(session.state.remoteWindowSize).toBe(16 * 1024 * 1024);
  });

  test("a taken port is named together with its variable", async () => {
    const { port } = await setup();
    const second = startEchoServer({}, { port });
    expect(await failureOf(second)).toMatchObject({
      code: "failed_precondition",
      message: `port ${port} on 127.0.0.1 is taken by another process; set PHM_GRPC_PORT to a free one`,
    });
  });

  test("health and reflection are served", async () => {
    const { address } = await setup();
    const health = await rawCall(address, "/grpc.health.v1.Health/Check", new Uint8Array(0));
    expect(health.code).toBe(status.OK);
    const reflection = await rawCall(address, "/grpc.reflection.v1.ServerReflection/ServerReflectionInfo");
    expect(reflection.code).toBe(status.OK);
  });
});

describe("drain", () => {
  test("calls under way finish, open streams are ended with UNAVAILABLE after what was received, new calls are refused", async () => {
    let finish: () => void = () => {};
    const { client, server, address } = await setup({
      unary: ({ value }) => new Promise((resolve) => (finish = () => resolve({ value }))),
    });
    const chat = client.call.chat();
    await chat.send({ value: "last" });
    const responses = chat.responses[Symbol.asyncIterator]();
    expect((await responses.next()).value.value).toBe("echo last");
    const slow = client.call.unary({ value: "slow" });
    await client.call.repeatable({ value: "the slow call has arrived" });
    const drained = server.drain();
    expect(await failureOf(responses.next())).toMatchObject({ code: "unavailable", reason: "draining" });
    finish();
    expect((await slow).value).toBe("slow");
    await drained;
    const late = createClient(EchoService, address);
    cleanup.push(() => late.close());
    expect((await failureOf(late.call.unary({ value: "" }))).code).toBe("unavailable");
  });

  test("stop cuts what does not end by itself", async () => {
    const { client, server } = await setup({ unary: () => new Promise(() => {}) });
    const stuck = failureOf(client.call.unary({ value: "" }));
    await client.call.repeatable({ value: "the stuck call has arrived" });
    await server.stop();
    expect((await stuck).code).toBe("unavailable");
  });
});
