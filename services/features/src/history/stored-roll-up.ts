import type { KeptDocument } from "../retention/kept-documents.js";
import { packNumbers, unpackNumbers } from "./packed-numbers.js";
import type { FeatureSummary, SlotSummaries, SlotSummary } from "./slot-summary.js";

/** Hours of a day, or days of 32, of one point: what a document keeps. Its key is asset, resolution and point. */
export type StoredRollUp = KeptDocument & {
  /** Start of the document's time. */
  readonly start: string;
  /** Every log of the asset up to this sequence is in it, and none after. */
  readonly foldedUpTo: number;
  readonly featureSets: readonly string[];
  /** Slots that have a row, and how many. */
  readonly slots: readonly number[];
  readonly rows: readonly number[];
  readonly features: readonly string[];
  /** Six numbers (count, min, sum, max, last, offset of last) for each feature and slot, feature after feature; count 0 where absent. */
  readonly packed: string;
};

const NUMBERS = 6;

/** The summaries of a document as it keeps them. */
export function storeSummaries(summaries: SlotSummaries): Pick<StoredRollUp, "slots" | "rows" | "features" | "packed"> {
  const slots = [...summaries.keys()].sort((a, b) => a - b);
  const features = [...new Set(slots.flatMap((slot) => [...(summaries.get(slot) as SlotSummary).features.keys()]))];
  const numbers = new Float64Array(features.length * slots.length * NUMBERS);
  features.forEach((feature, f) => {
    slots.forEach((slot, s) => {
      const summary = summaries.get(slot)?.features.get(feature);
      if (summary) numbers.set(numbersOf(summary), (f * slots.length + s) * NUMBERS);
    });
  });
  return { slots, rows: slots.map((slot) => (summaries.get(slot) as SlotSummary).rows), features, packed: packNumbers(numbers) };
}

/** @param wanted features to read; all when left out */
export function readSummaries({ slots, rows, features, packed }: StoredRollUp, wanted?: ReadonlySet<string>): SlotSummaries {
  const numbers = unpackNumbers(packed);
  const summaries: SlotSummaries = new Map(slots.map((slot, s) => [slot, { rows: rows[s] as number, features: new Map() }]));
  features.forEach((feature, f) => {
    if (wanted && !wanted.has(feature)) return;
    slots.forEach((slot, s) => {
      const summary = summaryAt(numbers, (f * slots.length + s) * NUMBERS);
      if (summary.count > 0) summaries.get(slot)?.features.set(feature, summary);
    });
  });
  return summaries;
}

function numbersOf({ count, min, sum, max, last, lastOffsetNs }: FeatureSummary): number[] {
  return [count, min, sum, max, last, lastOffsetNs];
}

function summaryAt(numbers: Float64Array, at: number): FeatureSummary {
  const [count, min, sum, max, last, lastOffsetNs] = numbers.subarray(at, at + NUMBERS) as unknown as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  return { count, min, sum, max, last, lastOffsetNs };
}
