import { ANNOUNCEMENT_STREAM } from "@phm/contracts";
import {
  ANNOUNCEMENT_TOPOLOGY,
  connectNats,
  ensureTopology,
  followStream,
  type Logger,
  type NatsLink,
  type StreamExtent,
  type StreamMessage,
  streamExtent,
} from "@phm/service-kit";

/** How long the first listener waits for a broker that does not answer. */
const CONNECT_DEADLINE_MS = 2_000;

/** The announcements of the services. Connected with the first listener: whatever needs no broker works without one. */
export class Broker {
  #connecting: Promise<NatsLink> | undefined;

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

  async close(): Promise<void> {
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
