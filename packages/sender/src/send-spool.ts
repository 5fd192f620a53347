import { setTimeout as sleep } from "node:timers/promises";
import { fromBinary } from "@bufbuild/protobuf";
import { AcquisitionSchema, acquisitionFromWire } from "@phm/contracts";
import { type Acquisition, InvalidValue } from "@phm/domain";
import { deliver } from "./deliver.js";
import type { DeliveryCounts, DeliveryOptions } from "./delivery-options.js";
import { Pace } from "./pace.js";
import type { Refusal } from "./spool/refused-folder.js";
import type { Spool } from "./spool/spool.js";
import type { SpoolRecord } from "./spool/spool-record.js";

export interface SendSpoolOptions extends DeliveryOptions {
  /** Most bytes a second on average, of encoded acquisitions. Default: no limit. */
  readonly maxBytesPerS?: number;
}

const LONGEST_PAUSE_MS = 30_000;

/**
 * Sends what a spool holds and what is appended meanwhile, in order, until its input has ended and everything is answered. A record leaves the
 * spool when ingest has acknowledged it at the level that is wanted; what ingest refuses for good goes to the folder of the refused and stops
 * nothing. A process that ends at any moment leaves the rest in the spool; what was acknowledged and not yet noted is then sent again, and
 * ingest knows it by its content.
 * @throws ServiceError when ingest stays away for longer than the patience or acknowledges below the level; nothing is lost by that
 */
export async function sendSpool(spool: Spool, options: SendSpoolOptions): Promise<DeliveryCounts> {
  const records = new Map<Acquisition, SpoolRecord>();
  const settling = new Settling(options.signal);
  let unreadable = 0;
  const settle = (acquisition: Acquisition, how: (record: SpoolRecord) => Promise<void>) => {
    const record = records.get(acquisition);
    records.delete(acquisition);
    if (record) settling.add(how(record));
  };
  async function* waiting(): AsyncGenerator<Acquisition> {
    for await (const record of paced(spool.records(), options)) {
      const read = decoded(record);
      if ("refusal" in read) {
        unreadable += 1;
        await spool.refuse(record, read.refusal);
      } else {
        records.set(read.acquisition, record);
        yield read.acquisition;
      }
    }
  }
  try {
    const counts = await deliver(waiting(), {
      longestPauseMs: LONGEST_PAUSE_MS,
      ...options,
      signal: settling.signal,
      onRejected: (rejected) => {
        const { acquisition, reason, field, value, limit } = rejected;
        const { id, ref } = acquisition;
        settle(acquisition, (record) => spool.refuse(record, { asset: ref.asset, id, reason, field, value, limit }));
        options.onRejected?.(rejected);
      },
      onAnswered: (acquisition, counts) => {
        settle(acquisition, ({ sequence }) => spool.acknowledge(sequence));
        options.onAnswered?.(acquisition, counts);
      },
    });
    return { ...counts, rejected: counts.rejected + unreadable };
  } finally {
    await settling.done();
  }
}

async function* paced(records: AsyncIterable<SpoolRecord>, { maxBytesPerS, signal }: SendSpoolOptions): AsyncGenerator<SpoolRecord> {
  const pace = maxBytesPerS === undefined ? undefined : new Pace(maxBytesPerS);
  for await (const record of records) {
    const delayMs = pace?.delayMs(record.payload.byteLength, Date.now()) ?? 0;
    if (delayMs > 0) await sleep(delayMs, undefined, signal && { signal });
    yield record;
  }
}

/** What was spooled by a release that knew more may not be readable by this one. */
function decoded(record: SpoolRecord): { acquisition: Acquisition } | { refusal: Refusal } {
  try {
    return { acquisition: acquisitionFromWire(fromBinary(AcquisitionSchema, record.payload)) };
  } catch (error) {
    const facts = { asset: "unknown", id: "unknown", reason: "undecodable" };
    if (error instanceof InvalidValue) return { refusal: { ...facts, field: error.field, value: error.value, limit: error.limit } };
    return {
      refusal: { ...facts, field: "acquisition", value: `${record.payload.byteLength} bytes`, limit: "an acquisition of this release" },
    };
  }
}

/** Notes of the spool that are under way; the first that fails (a full disk) ends the delivery. */
class Settling {
  private readonly underWay = new Set<Promise<void>>();
  private readonly failing = new AbortController();
  private failure: unknown;
  readonly signal: AbortSignal;

  constructor(outer: AbortSignal | undefined) {
    this.signal = outer ? AbortSignal.any([outer, this.failing.signal]) : this.failing.signal;
  }

  add(work: Promise<void>): void {
    const noted = work
      .catch((error: unknown) => {
        this.failure ??= error;
        this.failing.abort(error);
      })
      .finally(() => this.underWay.delete(noted));
    this.underWay.add(noted);
  }

  /** @throws what failed first */
  async done(): Promise<void> {
    await Promise.all(this.underWay);
    if (this.failure) throw this.failure;
  }
}
