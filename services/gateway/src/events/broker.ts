import { ANNOUNCEMENT_STREAM } from "@phm/contracts";
import type { AssetRef } from "@phm/domain";
import {
  ANNOUNCEMENT_TOPOLOGY,
  AssetDirectory,
  connectNats,
  ensureTopology,
  followStream,
  type Logger,
  type NatsLink,
  type ReplicaMark,
  ReplicaMarks,
  type StreamExtent,
  type StreamMessage,
  streamExtent,
} from "@phm/service-kit";

/** How long the first listener waits for a broker that does not answer. */
const CONNECT_DEADLINE_MS = 2_000;

/** The announcements of the services. Connected with the first listener: whatever needs no broker works without one. */
export class Broker {
  #connecting: Promise<NatsLink> | undefined;
  #marks: Promise<ReplicaMarks> | undefined;

  constructor(
    private readonly url: string,
    private readonly name: string,
    private readonly logger: Logger,
  ) {}

  /** @throws ServiceError unavailable where nobody answers; the next call tries again */
  async link(): Promise<NatsLink> {
    this.#connecting ??= this.#connect().catch((error: unknown) => {
      this.#connecting = undefined;
      throw error;
    });
    return this.#connecting;
  }

  async extent(): Promise<StreamExtent> {
    return streamExtent(await this.link(), ANNOUNCEMENT_STREAM.name);
  }

  async *announcements(filterSubjects: readonly string[], after: number, signal: AbortSignal): AsyncGenerator<StreamMessage> {
    yield* followStream(await this.link(), { stream: ANNOUNCEMENT_STREAM.name, filterSubjects, after }, signal);
  }

  /** Revision of an asset's configuration as it was announced last, and how far each process has come. */
  async configurationState(ref: AssetRef): Promise<{ readonly revision: number | undefined; readonly marks: readonly ReplicaMark[] }> {
    const link = await this.link();
    this.#marks ??= ReplicaMarks.open(link).catch((error: unknown) => {
      this.#marks = undefined;
      throw error;
    });
    const [revision, marks] = await Promise.all([AssetDirectory.revisionOf(link, ref), this.#marks]);
    return { revision, marks: marks.list(Date.now()) };
  }

  async close(): Promise<void> {
    (await this.#marks?.catch(() => undefined))?.close();
    await (await this.#connecting?.catch(() => undefined))?.close();
  }

  async #connect(): Promise<NatsLink> {
    const link = await connectNats({ url: this.url, name: this.name, logger: this.logger, connectDeadlineMs: CONNECT_DEADLINE_MS });
    try {
      await ensureTopology(link, [ANNOUNCEMENT_TOPOLOGY]);
    } catch (error) {
      await link.close();
      throw error;
    }
    return link;
  }
}
