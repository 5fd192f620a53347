import { IntegrityService, scrubEventToWire } from "@phm/contracts";
import { InvalidValue } from "@phm/domain";
import { ServiceError } from "../errors/service-error.js";
import { defineService, type GrpcService } from "../grpc/define-service.js";
import type { MethodHandler } from "../grpc/service-handlers.js";
import type { Metrics } from "../metrics/metrics.js";
import { ErasedContents } from "../privacy/erased-contents.js";
import type { DocumentStore } from "../store/port.js";
import type { RawStore } from "../store/raw/raw-store.js";
import type { BlobShelf } from "./blob-shelf.js";
import type { ScrubEvent } from "./fault.js";
import { ReadPace } from "./read-pace.js";
import { type ScrubBlobsOptions, scrubShelf } from "./scrub-blobs.js";
import { ScrubMetrics } from "./scrub-metrics.js";
import { scrubRows } from "./scrub-rows.js";

const DEFAULT_BYTES_PER_SECOND = 64 * 1024 * 1024;
const MIN_BYTES_PER_SECOND = 1024;

export interface IntegrityDependencies {
  readonly store: DocumentStore;
  readonly openRawStore: () => Promise<RawStore>;
  readonly shelves: readonly BlobShelf[];
  readonly metrics: Metrics;
}

type Verify = MethodHandler<(typeof IntegrityService)["method"]["verify"]>;

/** Lets whoever asks know whether all that a service keeps is still what was written. */
export function integrityService(dependencies: IntegrityDependencies): GrpcService {
  return defineService(IntegrityService, { verify: verify(dependencies) });
}

function verify({ store: documents, openRawStore, shelves, metrics }: IntegrityDependencies): Verify {
  const scrubMetrics = new ScrubMetrics(metrics);
  let underWay = false;
  return async function* ({ repair, maxBytesPerSecond }, { signal }) {
    if (underWay) throw new ServiceError("failed_precondition", "a verification is under way", { reason: "verification_under_way" });
    const pace = new ReadPace(bytesPerSecond(maxBytesPerSecond));
    underWay = true;
    const store = await openRawStore().catch((error: unknown) => {
      underWay = false;
      throw error;
    });
    try {
      const erased = await ErasedContents.open(documents);
      for await (const event of scrub(store, shelves, { repair, pace, signal, isErased: (name, key) => erased.has(name, key) })) {
        scrubMetrics.observe(event);
        yield scrubEventToWire(event);
      }
    } finally {
      underWay = false;
      await store.close();
    }
  };
}

async function* scrub(
  store: RawStore,
  shelves: readonly BlobShelf[],
  options: ScrubBlobsOptions & { readonly signal: AbortSignal },
): AsyncGenerator<ScrubEvent> {
  yield* scrubRows(store, options.pace, options.signal);
  for (const shelf of shelves) yield* scrubShelf(shelf, options);
}

/** @throws InvalidValue for a rate at which it would never end */
function bytesPerSecond(asked: bigint): number {
  if (asked === 0n) return DEFAULT_BYTES_PER_SECOND;
  if (asked < MIN_BYTES_PER_SECOND) throw new InvalidValue("max_bytes_per_second", String(asked), `0, or ${MIN_BYTES_PER_SECOND} and more`);
  return Number(asked);
}
