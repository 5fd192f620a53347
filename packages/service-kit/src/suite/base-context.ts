import type { BaseSettings } from "../config/base-settings.js";
import type { ConfigOf } from "../config/setting.js";
import { Resources } from "../lifecycle/resources.js";
import { createLogger, type Logger } from "../log/create-logger.js";
import { Metrics } from "../metrics/metrics.js";
import { connectNats } from "../nats/connect-nats.js";
import { JetStreamPublisher } from "../nats/jetstream-publisher.js";
import type { NatsLink } from "../nats/nats-link.js";
import type { DocumentStore } from "../store/index.js";
import type { Migration } from "../store/migrations/migration.js";
import type { RawStore } from "../store/raw/raw-store.js";
import { openServiceStore } from "./open-service-store.js";

/** The configuration of a service on the chain. Any table that has the base settings fits. */
export type BaseConfig = ConfigOf<BaseSettings>;

/** The clients that every service on the chain has, each built once. What is opened here is closed with `resources`. */
export interface BaseContext {
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly resources: Resources;
  readonly link: NatsLink;
  readonly publisher: JetStreamPublisher;
  readonly store: DocumentStore;
  /** The whole store beside it, for verification; whoever opens it closes it. */
  readonly openRawStore: () => Promise<RawStore>;
}

/**
 * Connects to broker and store, and brings the store to the newest schema.
 * @throws ServiceError or StoreUnavailable naming what cannot be reached, or that the store is of a later release; nothing stays open then
 */
export async function openBaseContext(config: BaseConfig, migrations: readonly Migration[]): Promise<BaseContext> {
  const { serviceName, natsUrl, logLevel } = config;
  const logger = createLogger({ service: serviceName, level: logLevel });
  const metrics = new Metrics(serviceName);
  const resources = new Resources();
  try {
    const link = resources.use("broker", await connectNats({ url: natsUrl, name: serviceName, logger }), (open) => open.close());
    const publisher = new JetStreamPublisher(link, { metrics });
    const { store, openRawStore } = resources.use("store", await openServiceStore(config, migrations, logger), (open) =>
      open.store.close(),
    );
    return { logger, metrics, resources, link, publisher, store, openRawStore };
  } catch (error) {
    await resources.close();
    throw error;
  }
}
