import { NS_PER_MS, type Reading } from "@phm/domain";
import { get as payloadCodec } from "sparkplug-payload";
import type { UMetric, UPayload } from "sparkplug-payload/lib/sparkplugbpayload.js";
import type { SparkplugConfig } from "../config/edge-file.js";
import { type Place, slowReading } from "../mapping/slow-reading.js";
import { type BrokerPublisher, brokerSession } from "../mqtt/broker-session.js";
import type { Source, SourceSession, SourceSink } from "../source/source.js";
import { AliasBook } from "./alias-book.js";
import { millis, sparkplugValue } from "./sparkplug-metric.js";
import { parseSparkplugTopic, type SparkplugTopic } from "./sparkplug-topic.js";

type Metric = SparkplugConfig["metrics"][number];

const { decodePayload, encodePayload } = payloadCodec("spBv1.0") as NonNullable<ReturnType<typeof payloadCodec>>;

/**
 * Metrics of a Sparkplug B group, as a primary host: births are asked for at each connection and after a gap in a node's numbers, deaths make its
 * values bad. What nodes have stored while the host was away comes as historical values, with the times of then.
 */
export class SparkplugSource implements Source {
  readonly name: string;
  private readonly books = new Map<string, AliasBook>();

  constructor(
    private readonly place: Place,
    private readonly config: SparkplugConfig,
    private readonly password: string | undefined,
    private readonly nowMs: () => number,
  ) {
    this.name = config.name;
  }

  run({ sink, signal, connected }: SourceSession): Promise<void> {
    const { config, password } = this;
    const state = `spBv1.0/STATE/${config.hostId}`;
    const timestamp = this.nowMs();
    const stated = (online: boolean) => JSON.stringify({ online, timestamp });
    this.books.clear();
    return brokerSession({
      ...{ config, password, signal, keepSession: false },
      will: { topic: state, payload: Buffer.from(stated(false)), qos: 1, retain: true },
      topics: [`spBv1.0/${config.group}/#`],
      onConnected: async (broker) => {
        await broker.publish(state, stated(true), { qos: 1, retain: true });
        for (const node of new Set(config.metrics.map((metric) => metric.node))) await this.askForBirth(node, broker);
        connected();
      },
      onMessage: async (topic, payload, broker) => {
        const at = parseSparkplugTopic(topic);
        if (at) await this.take(at, payload, sink, broker);
      },
    });
  }

  private async take(at: SparkplugTopic, payload: Buffer, sink: SourceSink, broker: BrokerPublisher): Promise<void> {
    const decoded = this.decoded(at, payload, sink);
    if (!decoded) return;
    if (at.kind === "NDEATH" || at.kind === "DDEATH") return this.deliver(sink, this.offline(at));
    const isWhole = this.follow(at, decoded);
    const metrics = decoded.metrics ?? [];
    const book = this.bookOf(at.node);
    if (at.kind !== "NDATA" && at.kind !== "DDATA") book.learn(metrics);
    await this.deliver(sink, this.readings(at, metrics, millis(decoded.timestamp)));
    if (!isWhole || metrics.some((metric) => book.nameOf(metric) === undefined)) await this.askForBirth(at.node, broker);
  }

  private decoded({ node, kind }: SparkplugTopic, payload: Buffer, sink: SourceSink): UPayload | undefined {
    try {
      return decodePayload(payload);
    } catch {
      const value = `${payload.byteLength} bytes`;
      sink.refused({ field: `${kind} of ${node}`, value, limit: "a Sparkplug B payload", reason: "undecodable" });
      return undefined;
    }
  }

  private follow({ kind, node }: SparkplugTopic, { seq }: UPayload): boolean {
    const book = this.bookOf(node);
    const sequence = Number(seq ?? 0);
    if (kind !== "NBIRTH") return book.follows(sequence);
    book.reset();
    book.begin(sequence);
    return true;
  }

  private readings({ node, device }: SparkplugTopic, metrics: readonly UMetric[], payloadMs: number | undefined): Reading[] {
    const arrivalMs = this.nowMs();
    return metrics.flatMap((metric) => {
      const name = this.bookOf(node).nameOf(metric);
      const targets = this.config.metrics.filter((each) => each.node === node && each.device === device && each.metric === name);
      const value = sparkplugValue(metric, payloadMs, arrivalMs);
      return targets.map((target) => slowReading(this.place, target, value, BigInt(arrivalMs) * NS_PER_MS));
    });
  }

  /** A node takes its devices with it. */
  private offline({ node, device }: SparkplugTopic): Reading[] {
    const timeNs = BigInt(this.nowMs()) * NS_PER_MS;
    const isOf = (metric: Metric) => metric.node === node && (device === undefined || metric.device === device);
    const value = { raw: null, timeNs, quality: "bad", qualityReason: "offline" } as const;
    return this.config.metrics.filter(isOf).map((target) => slowReading(this.place, target, value, timeNs));
  }

  private async deliver(sink: SourceSink, readings: readonly Reading[]): Promise<void> {
    if (readings.length > 0) await sink.readings(readings);
  }

  private async askForBirth(node: string, broker: BrokerPublisher): Promise<void> {
    const rebirth = { name: "Node Control/Rebirth", type: "Boolean", value: true } as const;
    const payload = encodePayload({ timestamp: this.nowMs(), metrics: [rebirth] });
    await broker.publish(`spBv1.0/${this.config.group}/NCMD/${node}`, Buffer.from(payload), { qos: 0 });
  }

  private bookOf(node: string): AliasBook {
    const book = this.books.get(node) ?? new AliasBook();
    this.books.set(node, book);
    return book;
  }
}
