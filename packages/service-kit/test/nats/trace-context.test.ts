import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { context, propagation, trace } from "@opentelemetry/api";
import { core, node, tracing } from "@opentelemetry/sdk-node";
import { consumeInOrder, createLogger, withSpan } from "@phm/service-kit";
import { bytes, logger, partitions, STREAM, setup } from "./setup.js";
import { until } from "./until.js";

const exporter = new tracing.InMemorySpanExporter();
const provider = new node.NodeTracerProvider({ spanProcessors: [new tracing.SimpleSpanProcessor(exporter)] });

beforeAll(() => provider.register({ propagator: new core.W3CTraceContextPropagator() }));
afterAll(async () => {
  await provider.shutdown();
  trace.disable();
  context.disable();
  propagation.disable();
});

test("a trace goes on from the publisher through the message's headers into the handler and its log lines", async () => {
  const it = await setup();
  const lines: string[] = [];
  const log = createLogger({ service: "test", level: "info", destination: { write: (line: string) => void lines.push(line) } });
  const group = await consumeInOrder({
    link: it.link,
    publisher: it.publisher,
    metrics: it.metrics,
    logger,
    topology: [{ stream: STREAM, consumers: partitions(1) }],
    handle: async () => log.info("handling"),
  });
  it.cleanup(() => group.stop(1_000));
  await withSpan("root", {}, () => it.publisher.publish({ subject: "phm.test.v1.0.a", messageId: "a", payload: bytes("a") }));
  const named = (name: string) => exporter.getFinishedSpans().find((span) => span.name === name);
  await until("the handler's span has ended", () => named("handle test") !== undefined);
  const [root, publish, handle] = [named("root"), named("publish test"), named("handle test")];
  expect(publish?.parentSpanContext?.spanId).toBe(root?.spanContext().spanId);
  expect(handle?.parentSpanContext?.spanId).toBe(publish?.spanContext().spanId);
  expect(handle?.spanContext().traceId).toBe(root?.spanContext().traceId);
  expect(JSON.parse(lines[0] as string)).toMatchObject({
    service: "test",
    level: "info",
    msg: "handling",
    traceId: root?.spanContext().traceId,
    spanId: handle?.spanContext().spanId,
  });
  await it.close();
});
