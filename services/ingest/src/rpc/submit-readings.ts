import { type ReadingMessage, type ReadingService, readingFromWire } from "@phm/contracts";
import { InvalidValue, type Reading } from "@phm/domain";
import { type Caller, checkOrigin, type MethodHandler } from "@phm/service-kit";
import { rejectionFrom } from "../accept/rejection.js";
import type { IngestMetrics } from "../metrics.js";
import type { ReadingBook } from "../readings/reading-book.js";

const MAX_READINGS = 5_000;

type SubmitReadings = MethodHandler<(typeof ReadingService)["method"]["submitReadings"]>;

export function submitReadings(book: ReadingBook, metrics: IngestMetrics): SubmitReadings {
  return async ({ readings }, { caller }) => {
    checkOrigins(caller, readings, metrics);
    if (readings.length > MAX_READINGS) throw new InvalidValue("readings", readings.length, `at most ${MAX_READINGS}`, "too_many");
    const { valid, invalid } = decoded(readings);
    const receipt = await book.submit(valid.map(({ reading }) => reading));
    const refused = receipt.refused.map(({ index, error }) => ({ index: (valid[index] as Decoded).index, error }));
    const rejected = [...invalid, ...refused].map(({ index, error }) => ({ index, ...rejectionFrom(error) }));
    metrics.readingsAnswered({ stored: receipt.stored, duplicate: receipt.duplicates, rejected: rejected.length });
    return {
      stored: receipt.stored,
      duplicates: receipt.duplicates,
      rejected: rejected.map(({ conflict: _, ...rejection }) => rejection).sort((a, b) => a.index - b.index),
    };
  };
}

/** A request with what belongs to others is refused whole. */
function checkOrigins(caller: Caller | undefined, readings: readonly ReadingMessage[], metrics: IngestMetrics): void {
  try {
    for (const { ref } of readings) checkOrigin(caller, ref);
  } catch (error) {
    metrics.readingsAnswered({ stored: 0, duplicate: 0, rejected: readings.length });
    throw error;
  }
}

interface Decoded {
  readonly index: number;
  readonly reading: Reading;
}

function decoded(messages: readonly ReadingMessage[]) {
  const valid: Decoded[] = [];
  const invalid: { readonly index: number; readonly error: unknown }[] = [];
  for (const [index, message] of messages.entries()) {
    try {
      valid.push({ index, reading: readingFromWire(message) });
    } catch (error) {
      invalid.push({ index, error });
    }
  }
  return { valid, invalid };
}
