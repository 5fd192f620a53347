import { describe, expect, test } from "@jest/globals";
import { connectNats, ensureTopology, JetStreamPublisher, Metrics, type StreamTopology } from "@phm/service-kit";
import { acquisitionTopology } from "../src/durability/acquisition-topology.js";
import { logger } from "./running-ingest.js";
import { threeBrokers } from "./three-brokers.js";

describe("the level replicated", () => {
  test("keeps what was acknowledged when one broker is lost with its files", async () => {
    const brokers = await threeBrokers();
    const link = await connectNats({ url: brokers.url, name: "test", logger });
    try {
      // All 128 consumers in three copies are more than a small machine sets up within a test.
      const [{ stream, consumers }] = acquisitionTopology("replicated") as [StreamTopology];
      await ensureTopology(link, [{ stream, consumers: consumers.slice(0, 1) }]);
      expect((await link.manager.streams.info(stream.name)).config.num_replicas).toBe(3);
      const publisher = new JetStreamPublisher(link, { metrics: new Metrics("test") });
      const subject = consumers[0]?.filterSubject.replace(">", "acme.plant.pump") ?? "";
      const publish = (n: number) => publisher.publish({ subject, messageId: `m-${n}`, payload: Buffer.from([n]) });
      for (let n = 0; n < 6; n++) await publish(n);
      await brokers.lose(2);
      await publish(6);
      const { state } = await link.manager.streams.info(stream.name);
      expect([state.messages, state.last_seq]).toEqual([7, 7]);
    } finally {
      await link.close();
      await brokers.stop();
    }
  }, 60_000);
});
