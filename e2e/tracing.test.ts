import { afterAll, beforeAll, describe, expect, it, test } from "@jest/globals";
import { shortLife, startTestSuite, type TestSource, type TestSuite, waitFor } from "@phm/testkit";
import { SpanCollector } from "./span-collector.js";

const { config, acquisitions } = shortLife();
const few: TestSource = { config, acquisitions: () => [...acquisitions()].slice(0, 3) };

const SECRETS = {
  authorization: "Bearer phm_shown-in-a-header",
  cookie: "phm_session=shown-in-a-cookie",
  "x-phm-session-token": "shown-beside-it",
};

const collector = new SpanCollector();
let suite: TestSuite;
beforeAll(async () => {
  const env = {
    OTEL_EXPORTER_OTLP_ENDPOINT: await collector.start(),
    OTEL_EXPORTER_OTLP_PROTOCOL: "http/json",
    // Spans come at once instead of every five seconds.
    OTEL_BSP_SCHEDULE_DELAY: "100",
  };
  suite = await startTestSuite({ env });
  await suite.deliver(few);
  await suite.get("/work-orders");
  await fetch(`${suite.suite.apiUrl}/api/v1/work-orders?limit=7`, { headers: SECRETS });
}, 60_000);
afterAll(async () => {
  await suite?.cleanup();
  await collector.stop();
}, 20_000);

/** From the acceptance of an acquisition to what is advised on it. */
const EDGES = [
  { service: "phm-ingest", name: /^accept acquisition$/ },
  { service: "phm-ingest", name: /^publish acquisition$/ },
  { service: "phm-features", name: /^handle acquisition$/ },
  { service: "phm-features", name: /^publish features$/ },
  { service: "phm-predict", name: /^handle features$/ },
  { service: "phm-predict", name: /^publish assessment$/ },
  { service: "phm-workorders", name: /^handle assessment$/ },
];

describe("traces", () => {
  it("follow an acquisition from ingest over the broker through features and predict to workorders", async () => {
    const chain = await waitFor(() => collector.chain(EDGES), { what: "a chain of spans through the suite", timeoutMs: 10_000 });
    expect(new Set(chain.map(({ traceId }) => traceId)).size).toBe(1);
  });

  it("are one for each acquisition, linked to the stream that it came in", async () => {
    const accepted = () => collector.spans.filter(({ name }) => name === "accept acquisition");
    const submit = await waitFor(
      () => collector.spans.find(({ name }) => /AcquisitionService\/Submit$/.test(name) && name.includes("grpc.")),
      {
        what: "the span of the stream",
        timeoutMs: 10_000,
      },
    );
    expect(new Set(accepted().map(({ traceId }) => traceId)).size).toBe(3);
    for (const { links } of accepted()) expect(links?.map(({ traceId }) => traceId)).toEqual([submit.traceId]);
  });

  it("follow a request from the gateway's REST route over gRPC into workorders", async () => {
    const steps = [
      { service: "phm-gateway", name: /^GET/ },
      { service: "phm-gateway", name: /WorkOrderService\/ListWorkOrders$/ },
      { service: "phm-workorders", name: /WorkOrderService\/ListWorkOrders$/ },
    ];
    const [route, client, server] = await waitFor(() => collector.chain(steps), {
      what: "a chain of spans of the request",
      timeoutMs: 10_000,
    });
    expect([route?.kind, client?.kind, server?.kind]).toEqual([2, 3, 2]);
  });

  it("hold no secret that a request has shown", async () => {
    const asked = () =>
      collector.spans.some(({ service, attributes }) => service === "phm-gateway" && JSON.stringify(attributes).includes("limit=7"));
    await waitFor(asked, { what: "the span of a request with secrets", timeoutMs: 10_000 });
    expect(JSON.stringify(collector.spans)).not.toMatch(/shown-(in-a-header|in-a-cookie|beside-it)/);
  });

  it("reach the work order that was opened", async () => {
    await suite.deliver({ config, acquisitions });
    const steps = [...EDGES, { service: "phm-workorders", name: /^apply advisory$/, flag: "phm.order.opened" }];
    const chain = await waitFor(() => collector.chain(steps), { what: "a chain of spans up to the order", timeoutMs: 30_000 });
    expect(new Set(chain.map(({ traceId }) => traceId)).size).toBe(1);
  }, 60_000);
});

test("are none where the head's sampler takes none, by the standard variables, in any service behind it", async () => {
  const none = new SpanCollector();
  const env = {
    OTEL_EXPORTER_OTLP_ENDPOINT: await none.start(),
    OTEL_EXPORTER_OTLP_PROTOCOL: "http/json",
    OTEL_TRACES_SAMPLER: "parentbased_traceidratio",
    OTEL_TRACES_SAMPLER_ARG: "0",
  };
  const unsampled = await startTestSuite({ env });
  try {
    await unsampled.deliver(few);
  } finally {
    // Ends in order, so that what was kept for sending would be sent.
    await unsampled.cleanup();
    await none.stop();
  }
  expect(none.spans).toEqual([]);
}, 60_000);
