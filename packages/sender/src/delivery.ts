import { type MessageInitShape, toBinary } from "@bufbuild/protobuf";
import {
  type AcceptedMessage,
  type AcquisitionMessage,
  AcquisitionSchema,
  acquisitionToWire,
  durabilityCodec,
  type SubmitRequestSchema,
  type SubmitResponse,
} from "@phm/contracts";
import { type Acquisition, MAX_ACQUISITION_BYTES, NS_PER_MS, outlives } from "@phm/domain";
import { ServiceError, samplesCrc32 } from "@phm/service-kit";
import type { DeliveryCounts, DeliveryOptions, RejectedAcquisition } from "./delivery-options.js";
import { SendWindow } from "./window.js";

const DEFAULT_WINDOW = 32;

interface Outgoing {
  readonly key: string;
  readonly acquisition: Acquisition;
  readonly message: AcquisitionMessage;
  /** Of the samples as they were taken, so that what happens to them afterwards is seen. */
  readonly crc32: number;
}

/** One delivery over as many connections as it takes. */
export class Delivery {
  readonly counts: DeliveryCounts = { accepted: 0, duplicates: 0, rejected: 0 };
  private readonly iterator: AsyncIterator<Acquisition> | Iterator<Acquisition>;
  private readonly window: SendWindow<Outgoing>;
  /** Taken from the source, but not yet sent when the connection broke. */
  private held: Outgoing | undefined;
  /** What the source has been asked for and has not given yet. */
  private coming: Promise<IteratorResult<Acquisition>> | undefined;
  private exhausted = false;

  constructor(
    source: AsyncIterable<Acquisition> | Iterable<Acquisition>,
    private readonly options: DeliveryOptions,
  ) {
    this.iterator = Symbol.asyncIterator in source ? source[Symbol.asyncIterator]() : source[Symbol.iterator]();
    this.window = new SendWindow(options.window ?? DEFAULT_WINDOW);
  }

  get answered(): number {
    return this.counts.accepted + this.counts.duplicates + this.counts.rejected;
  }

  /** Runs until everything is answered. @throws the status of a broken connection */
  async runSession(): Promise<void> {
    const { client, signal } = this.options;
    // A signal of the session's own: a call leaves its listener on it.
    const stream = client.call.submit(signal ? { signal: AbortSignal.any([signal]) } : {});
    let broken: unknown;
    const reading = (async () => {
      for await (const response of stream.responses) this.take(response);
    })().catch((error: unknown) => {
      broken = error;
    });
    const readingEnded = reading.then(() => {
      broken ??= new ServiceError("unavailable", "ingest ended the stream");
      this.window.interrupt();
    });
    try {
      for (const again of this.window.items()) await stream.send(requestFor(again));
      for (let next = await this.next(readingEnded); next; next = await this.next(readingEnded)) {
        while (!this.window.admits(next.key) && !broken) await this.window.change();
        if (broken) break;
        this.held = undefined;
        this.window.add(next.key, next);
        await stream.send(requestFor(next));
      }
      while (!this.window.isEmpty && !broken) await this.window.change();
      if (broken) throw broken;
      stream.end();
      await readingEnded;
    } catch (error) {
      // What broke first is the reason; the cancellation that follows is not.
      const reason = broken ?? error;
      stream.cancel();
      await readingEnded;
      throw reason;
    }
  }

  /** Undefined when the source has ended, or the connection while nothing came: what is unanswered must not wait for the source. */
  private async next(connectionEnded: Promise<void>): Promise<Outgoing | undefined> {
    while (!this.held && !this.exhausted) {
      this.coming ??= Promise.resolve(this.iterator.next());
      const come = await Promise.race([this.coming, connectionEnded]);
      if (!come) return undefined;
      this.coming = undefined;
      if (come.done) this.exhausted = true;
      else this.held = this.prepare(come.value);
    }
    return this.held;
  }

  /** Undefined for what ingest could only answer by ending the stream. */
  private prepare(acquisition: Acquisition): Outgoing | undefined {
    const message = acquisitionToWire(acquisition);
    const bytes = toBinary(AcquisitionSchema, message).byteLength;
    if (bytes > MAX_ACQUISITION_BYTES) {
      this.reject(acquisition, {
        reason: "too_large",
        field: "acquisition",
        value: `${bytes} bytes`,
        limit: `at most ${MAX_ACQUISITION_BYTES} bytes`,
      });
      return undefined;
    }
    return { key: keyOf(message), acquisition, message, crc32: samplesCrc32(message) };
  }

  private take(response: SubmitResponse): void {
    const { outcome } = response;
    if (outcome.case === "rejected" && outcome.value.retryable) {
      const { reason, field, value, limit } = outcome.value;
      throw new ServiceError("unavailable", `ingest cannot take ${response.id} yet: ${field} is ${value}; it must be ${limit}`, {
        reason,
        field,
        value,
        limit,
      });
    }
    if (outcome.case === "accepted") this.checkLevel(response.id, outcome.value);
    const sent = this.window.answered(keyOf(response));
    if (!sent) return;
    if (outcome.case === "accepted") {
      if (outcome.value.duplicate) this.counts.duplicates++;
      else this.counts.accepted++;
      this.options.onAnswered?.(sent.acquisition, this.counts);
    } else if (outcome.case === "rejected") {
      this.reject(sent.acquisition, outcome.value);
    }
  }

  /** An ingest of before the levels says none, and gives what the lowest is. @throws ServiceError failed_precondition */
  private checkLevel(id: string, { durability }: AcceptedMessage): void {
    const wanted = this.options.durability;
    const given = durability === 0 ? "memory" : durabilityCodec.fromWire(durability, "durability");
    if (wanted === undefined || outlives(given, wanted)) return;
    throw new ServiceError("failed_precondition", `ingest acknowledged ${id} at the level ${given}; ${wanted} is wanted`, {
      ...{ reason: "durability_too_low", field: "durability", value: given, limit: `a level that gives ${wanted}` },
    });
  }

  private reject(acquisition: Acquisition, { reason, field, value, limit }: Omit<RejectedAcquisition, "acquisition">): void {
    this.counts.rejected++;
    this.options.onRejected?.({ acquisition, reason, field, value, limit });
    this.options.onAnswered?.(acquisition, this.counts);
  }
}

/** A live session tells its clock at each sending, also when it sends again: ingest compares it with its own. */
function requestFor({ acquisition, message, crc32 }: Outgoing): MessageInitShape<typeof SubmitRequestSchema> {
  const request = { acquisition: message, samplesCrc32: crc32 };
  return acquisition.timeBase === "live" ? { ...request, sentNs: BigInt(Date.now()) * NS_PER_MS } : request;
}

function keyOf({ ref, id }: Pick<AcquisitionMessage, "ref" | "id">): string {
  return `${ref?.organisation}:${ref?.site}:${ref?.asset}:${id}`;
}
