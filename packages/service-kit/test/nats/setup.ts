import { type ConsumerSpec, connectNats, JetStreamPublisher, Metrics, type NatsLink, type StreamSpec } from "@phm/service-kit";
import { type NatsServer, type NatsServerOptions, startNatsServer } from "@phm/testkit";
import { pino } from "pino";

export const logger = pino({ level: "silent" });

export interface Setup {
  readonly server: NatsServer;
  readonly link: NatsLink;
  readonly metrics: Metrics;
  readonly publisher: JetStreamPublisher;
  /** Closed last, after what a test has registered. */
  cleanup(close: () => unknown): void;
  close(): Promise<void>;
}

/** A broker of its own, a connection and a publisher. */
export async function setup(options: NatsServerOptions = {}): Promise<Setup> {
  const server = await startNatsServer(options);
  const metrics = new Metrics("test");
  const link = await connectNats({ url: server.url, name: "test", logger });
  const closers: (() => unknown)[] = [() => server.stop(), () => link.close()];
  return {
    server,
    link,
    metrics,
    publisher: new JetStreamPublisher(link, { metrics }),
    cleanup: (close) => closers.push(close),
    close: async () => {
      for (const close of closers.splice(0).reverse()) await close();
    },
  };
}

export const STREAM: StreamSpec = {
  name: "TEST",
  subjects: ["phm.test.v1.>"],
  retention: "interest",
  discard: "new",
  maxBytes: 64 * 1024 * 1024,
};

export function partitions(count: number, ackWaitMs?: number): ConsumerSpec[] {
  return Array.from({ length: count }, (_, partition) => ({
    durable: `reader-${partition}`,
    filterSubject: `phm.test.v1.${partition}.>`,
    ...(ackWaitMs === undefined ? {} : { ackWaitMs }),
  }));
}

const utf8 = new TextEncoder();
export const bytes = (text: string): Uint8Array => utf8.encode(text);
export const textOf = (payload: Uint8Array): string => new TextDecoder().decode(payload);
