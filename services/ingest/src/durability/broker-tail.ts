import { LINK_STREAMS } from "@phm/contracts";
import {
  type Collection,
  type CollectionSpec,
  type Logger,
  type NatsLink,
  ServiceError,
  type Stored,
  VersionConflict,
} from "@phm/service-kit";
import type { AcquisitionRegister, RegisteredAcquisition, StreamPlace } from "../accept/acquisition-register.js";

/** How far the broker was when ingest last looked. */
export type BrokerMark = {
  /** Names the stream's life: made anew, it counts from 1 again. */
  readonly streamCreated: string;
  /** What lies before has been worked off by all readers. */
  readonly firstSequence: number;
};

/** One document, by the stream's name. */
export const BROKER_MARK_COLLECTION: CollectionSpec = { name: "broker_marks", indexes: [] };

export interface BrokerTailOptions {
  readonly link: NatsLink;
  readonly register: AcquisitionRegister;
  readonly marks: Collection<BrokerMark>;
  /** Publishes an acquisition of the register again, from the archive; gives its new place in the stream. */
  readonly republish: (accepted: RegisteredAcquisition) => Promise<number>;
  readonly restored: (acquisitions: number) => void;
  readonly logger: Logger;
}

const STREAM = LINK_STREAMS.acquisition.name;
const LOOK_EVERY_MS = 30_000;
/** The links behind the acquisitions have lost their ends too: what was derived from these is derived again. */
const REACH_BACK = 256;

/**
 * Puts back what a broker has lost of what ingest had handed over: after a power failure the end of the stream, without its files all of it. The
 * register knows each accepted acquisition's place in the stream; one beyond the stream's end is lost, and is published again from the archive,
 * before anything new is. Repetitions are recognised downstream by their ids.
 */
export class BrokerTail {
  /** Of the broker process whose stream has been looked at. */
  private serverId: string | undefined;
  private created = "";
  private restoring: Promise<void> | undefined;
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly options: BrokerTailOptions) {}

  /** Restores what was lost while ingest was away, then notes the stream's progress from time to time. */
  async start(): Promise<void> {
    await this.intact();
    this.timer = setInterval(
      () => void this.look().catch((err: unknown) => this.options.logger.warn({ err }, "no look at the stream")),
      LOOK_EVERY_MS,
    );
    this.timer.unref();
    void this.restoreOnReconnect();
  }

  stop(): void {
    clearInterval(this.timer);
  }

  /** Names the life of the stream in which places are counted. */
  get streamCreated(): string {
    return this.created;
  }

  /** Resolves when nothing is missing from the stream; to be awaited before each publication. Asks the broker after it was started anew only. */
  async intact(): Promise<void> {
    if (this.options.link.connection.info?.server_id === this.serverId) return;
    this.restoring ??= this.restore().finally(() => {
      this.restoring = undefined;
    });
    await this.restoring;
  }

  /** What is lost is put back when the broker is there again, not only when the next acquisition comes: none may come for a long time. */
  private async restoreOnReconnect(): Promise<void> {
    const { link, logger } = this.options;
    for await (const { type } of link.connection.status()) {
      if (type !== "reconnect") continue;
      // Not put back now, it is before the next publication.
      await this.intact().catch((err: unknown) => logger.warn({ err }, "what the broker may have lost was not put back yet"));
    }
  }

  private async restore(): Promise<void> {
    const { link, register, marks, logger } = this.options;
    const isRestart = this.serverId !== undefined;
    const serverId = link.connection.info?.server_id;
    const { created, state } = await link.manager.streams.info(STREAM);
    const mark = await marks.get(STREAM);
    const before = mark && mark.value.streamCreated !== created ? mark.value : undefined;
    if (before) await this.restoreFrom({ streamCreated: before.streamCreated, sequence: before.firstSequence }, created);
    const isCut = (await register.handedOverSince({ streamCreated: created, sequence: state.last_seq + 1 }, 1)).length > 0;
    // Publications that were on their way when the broker went stand where others were.
    if (isCut || isRestart) await this.restoreFrom({ streamCreated: created, sequence: state.last_seq + 1 - REACH_BACK }, created);
    this.created = created;
    this.serverId = serverId;
    if (before || isCut) logger.warn({ stream: STREAM }, "the broker had lost acquisitions, they were published again");
    await this.mark({ streamCreated: created, firstSequence: state.first_seq }, mark);
  }

  private async restoreFrom(from: StreamPlace, streamCreated: string): Promise<void> {
    for (const lost of await this.options.register.handedOverSince(from)) await this.restoreOne(lost, streamCreated);
  }

  /** One whose waveform the archive cannot give either must not keep all others away. */
  private async restoreOne({ id, value }: Stored<RegisteredAcquisition>, streamCreated: string): Promise<void> {
    const { register, republish, restored, logger } = this.options;
    try {
      await register.moved(id, { streamCreated, sequence: await republish(value) });
      restored(1);
    } catch (error) {
      if (ServiceError.from(error).retryable) throw error;
      logger.error({ err: error, acquisition: id }, "an acquisition that the broker had lost cannot be published again");
    }
  }

  private async look(): Promise<void> {
    const { link, marks } = this.options;
    await this.intact();
    const { created, state } = await link.manager.streams.info(STREAM);
    if (created !== this.created) return;
    await this.mark({ streamCreated: created, firstSequence: state.first_seq }, await marks.get(STREAM));
  }

  private async mark(value: BrokerMark, before: Stored<BrokerMark> | undefined): Promise<void> {
    await this.options.marks.put(STREAM, value, before?.version ?? 0).catch((error: unknown) => {
      // Another process of ingest has just noted the same.
      if (!(error instanceof VersionConflict)) throw error;
    });
  }
}
