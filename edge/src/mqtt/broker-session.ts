import { connect, type IClientOptions, type IClientPublishOptions, type IPublishPacket, type MqttClient } from "mqtt";
import type { BrokerConfig } from "../config/edge-file.js";

export interface BrokerSessionOptions {
  readonly config: BrokerConfig;
  readonly password: string | undefined;
  readonly topics: readonly string[];
  /** One after the other. A message is acknowledged to the broker when this has resolved; what it rejects with ends the session. */
  readonly onMessage: (topic: string, payload: Buffer, client: BrokerPublisher) => Promise<void>;
  readonly onConnected: (client: BrokerPublisher) => Promise<void>;
  readonly will?: IClientOptions["will"];
  /** False for Sparkplug hosts, which begin anew with each connection. */
  readonly keepSession: boolean;
  readonly signal: AbortSignal;
}

export type BrokerPublisher = { publish(topic: string, payload: string | Buffer, options: IClientPublishOptions): Promise<unknown> };

/** How long the broker keeps what comes while the connector is away, s: MQTT 5 only; 3.1.1 leaves it to the broker. */
const KEPT_S = 7 * 86_400;
const CONNECT_MS = 5_000;
const KEEP_ALIVE_S = 15;

/** One connection to an MQTT broker, with QoS 1. Resolves when aborted. @throws what ended the connection */
export async function brokerSession(options: BrokerSessionOptions): Promise<void> {
  const client = connect(options.config.url, clientOptions(options));
  try {
    await new Promise<void>((resolve, reject) => follow(client, options, resolve, reject));
  } finally {
    await client.endAsync(true).catch(() => undefined);
  }
}

function clientOptions({ config, password, keepSession, will }: BrokerSessionOptions): IClientOptions {
  const { name, version, userName } = config;
  return {
    ...{ clientId: `phm-edge-${name}`, protocolVersion: version, clean: !keepSession },
    ...(version === 5 && keepSession ? { properties: { sessionExpiryInterval: KEPT_S } } : {}),
    // The supervisor connects again: one place decides when.
    ...{ reconnectPeriod: 0, connectTimeout: CONNECT_MS, keepalive: KEEP_ALIVE_S },
    ...(userName === undefined ? {} : { username: userName }),
    ...(password === undefined ? {} : { password }),
    ...(will === undefined ? {} : { will }),
  };
}

function follow(client: MqttClient, options: BrokerSessionOptions, resolve: () => void, reject: (error: unknown) => void): void {
  const { signal, topics, onMessage, onConnected, config } = options;
  const publisher: BrokerPublisher = { publish: (topic, payload, how) => client.publishAsync(topic, payload, how) };
  // Acknowledges only what is on disk: the library calls back to the broker after this.
  client.handleMessage = ({ topic, payload }: IPublishPacket, done) => {
    onMessage(topic, Buffer.isBuffer(payload) ? payload : Buffer.from(payload), publisher).then(
      () => done(),
      (error: unknown) => {
        reject(error);
        client.end(true);
      },
    );
  };
  signal.addEventListener("abort", resolve, { once: true });
  client.on("error", reject);
  client.on("close", () => reject(new Error(`the broker at ${new URL(config.url).host} closed the connection`)));
  client.on("connect", () => {
    subscribe(client, topics)
      .then(() => onConnected(publisher))
      .catch(reject);
  });
  if (signal.aborted) resolve();
}

/** @throws when the broker refuses a topic: to hear nothing must not look like having nothing to hear */
async function subscribe(client: MqttClient, topics: readonly string[]): Promise<void> {
  const granted = await client.subscribeAsync([...topics], { qos: 1 });
  const refused = granted.find(({ qos }) => Number(qos) >= 128);
  if (refused) throw new Error(`the broker refused the topic ${refused.topic}`);
}
