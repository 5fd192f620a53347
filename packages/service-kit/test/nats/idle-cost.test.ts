import { expect, test } from "@jest/globals";
import { consumeInOrder } from "@phm/service-kit";
import { logger, partitions, STREAM, setup } from "./setup.js";
import { until } from "./until.js";

test("64 partitions without messages cost the broker one open request each, and no message until the next heartbeat", async () => {
  const it = await setup();
  const group = await consumeInOrder({
    link: it.link,
    publisher: it.publisher,
    metrics: it.metrics,
    logger,
    topology: [{ stream: STREAM, consumers: partitions(64) }],
    handle: async () => {},
  });
  it.cleanup(() => group.stop(1_000));
  let requests = 0;
  await until("every partition asks for messages", async () => {
    requests = 0;
    for await (const { num_waiting } of it.link.manager.consumers.list(STREAM.name)) requests += num_waiting;
    return requests >= 64;
  });
  expect(requests).toBe(64);
  const before = it.link.connection.stats();
  for (let i = 0; i < 10; i += 1) await it.link.connection.flush();
  expect(it.link.connection.stats().outMsgs).toBe(before.outMsgs);
  await it.close();
});
