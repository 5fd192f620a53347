import { InvalidValue } from "@phm/domain";
import {
  AttributeIds,
  ClientMonitoredItem,
  type ClientSession,
  ClientSubscription,
  type DataValue,
  type OPCUAClient,
  TimestampsToReturn,
  UserTokenType,
} from "node-opcua-client";
import type { OpcuaConfig } from "../config/edge-file.js";
import { type Place, slowReading } from "../mapping/slow-reading.js";
import { waveformAcquisition } from "../mapping/waveform-acquisition.js";
import type { Source, SourceSession, SourceSink } from "../source/source.js";
import { opcuaValue } from "./opcua-value.js";
import { openOpcuaClient } from "./open-opcua-client.js";

/** Publishing intervals without an answer after which the server gives a subscription up, and without data after which it says that it lives. */
const LIFETIME_COUNT = 600;
const KEEP_ALIVE_COUNT = 10;
/** Values of one node that the server keeps between two answers. */
const QUEUE_SIZE = 100;

/** Nodes of an OPC UA server by subscription: each change with the source's time and status. Arrays become acquisitions. */
export class OpcuaSource implements Source {
  readonly name: string;

  constructor(
    private readonly place: Place,
    private readonly config: OpcuaConfig,
    private readonly password: string | undefined,
    /** Where the connector's certificate is kept. */
    private readonly folder: string,
    private readonly nowMs: () => number,
  ) {
    this.name = config.name;
  }

  async run({ sink, signal, connected }: SourceSession): Promise<void> {
    const client = await openOpcuaClient(this.config, this.folder);
    let session: ClientSession | undefined;
    try {
      await client.connect(this.config.endpoint);
      session = await client.createSession(this.identity());
      await this.follow(client, session, { sink, signal, connected });
    } finally {
      // A connection that is lost takes the server's side along in time; asking it would only wait.
      if (signal.aborted) await session?.close(true).catch(() => undefined);
      await client.disconnect().catch(() => undefined);
    }
  }

  /** Until aborted, or until the connection, the session or the spool fails. */
  private async follow(client: OPCUAClient, session: ClientSession, { sink, signal, connected }: SourceSession): Promise<void> {
    const ended = new Promise<void>((resolve, reject) => {
      const lost = (what: string) => () => reject(new Error(`${what} (${this.config.endpoint})`));
      client.on("connection_lost", lost("the connection to the server was lost"));
      client.on("close", lost("the server closed the connection"));
      session.on("session_closed", lost("the server closed the session"));
      signal.addEventListener("abort", () => resolve(), { once: true });
      if (signal.aborted) resolve();
      this.subscribe(session, (values) => values(sink).catch(reject)).then(connected, reject);
    });
    await ended;
  }

  private async subscribe(session: ClientSession, deliver: (values: (sink: SourceSink) => Promise<void>) => void): Promise<void> {
    const subscription = ClientSubscription.create(session, {
      requestedPublishingInterval: this.config.everyMs,
      requestedLifetimeCount: LIFETIME_COUNT,
      requestedMaxKeepAliveCount: KEEP_ALIVE_COUNT,
      publishingEnabled: true,
    });
    await new Promise<void>((resolve, reject) => {
      subscription.once("started", () => resolve());
      subscription.once("internal_error", reject);
    });
    const { values, waveforms } = this.config;
    for (const target of values) {
      const take = (raw: unknown, value: Omit<Parameters<typeof slowReading>[2], "raw">) => (sink: SourceSink) =>
        sink.readings([slowReading(this.place, target, { ...value, raw }, BigInt(this.nowMs()) * 1_000_000n)]);
      const changed = (data: DataValue) => {
        const { raw, ...value } = opcuaValue(data, this.nowMs());
        deliver(take(raw, value));
      };
      // A node that is not there is told as a bad reading, and the others go on.
      const failed = (reason: string) =>
        deliver(take(null, { timeNs: BigInt(this.nowMs()) * 1_000_000n, quality: "bad", qualityReason: reason }));
      this.monitor(subscription, target.node, changed, failed);
    }
    for (const target of waveforms) {
      const refuse = (value: string, limit: string, reason: string) => async (sink: SourceSink) =>
        sink.refused({ field: target.node, value, limit, reason });
      const changed = (data: DataValue) => {
        const { raw, timeNs, quality, qualityReason = "" } = opcuaValue(data, this.nowMs());
        if (quality === "bad") return deliver(refuse(qualityReason, "a waveform whose status is not bad", "bad_status"));
        deliver((sink) => this.waveform(target, raw, timeNs, sink));
      };
      this.monitor(subscription, target.node, changed, (reason) => deliver(refuse(reason, "a node of the server", "no_such_node")));
    }
  }

  private async waveform(target: OpcuaConfig["waveforms"][number], raw: unknown, timeNs: bigint, sink: SourceSink): Promise<void> {
    try {
      await sink.acquisition(waveformAcquisition(this.place, target, raw, timeNs));
    } catch (error) {
      if (!(error instanceof InvalidValue)) throw error;
      sink.refused(error);
    }
  }

  private monitor(
    subscription: ClientSubscription,
    nodeId: string,
    changed: (data: DataValue) => void,
    failed: (reason: string) => void,
  ): void {
    const item = ClientMonitoredItem.create(
      subscription,
      { nodeId, attributeId: AttributeIds.Value },
      { samplingInterval: this.config.everyMs, queueSize: QUEUE_SIZE, discardOldest: true },
      TimestampsToReturn.Both,
    );
    item.on("changed", changed);
    item.on("err", (message: string) => failed(/Bad\w+/.exec(message)?.[0] ?? "not_monitored"));
  }

  private identity() {
    const { userName } = this.config;
    return userName === undefined
      ? { type: UserTokenType.Anonymous as const }
      : { type: UserTokenType.UserName as const, userName, password: this.password ?? "" };
  }
}
