import { PARTITIONS } from "./partition.js";
import { partitionSubjects, type SubjectNoun } from "./subjects.js";

const MIB = 1024 * 1024;

/** A stream that links services, as one of its readers sees it. */
export interface LinkStream {
  readonly name: string;
  readonly noun: SubjectNoun;
  /** Byte budget: when it is full, publishing is refused, which is back-pressure to the sender. */
  readonly maxBytes: number;
  /** The service that reads it, with one durable consumer for each partition. */
  readonly reader: "features" | "predict" | "workorders" | "ingest";
}

/** What links the services, in the order in which values flow. */
export const LINK_STREAMS = {
  acquisition: { name: "PHM_ACQUISITION", noun: "acquisition", maxBytes: 2048 * MIB, reader: "features" },
  features: { name: "PHM_FEATURES", noun: "features", maxBytes: 512 * MIB, reader: "predict" },
  assessment: { name: "PHM_ASSESSMENT", noun: "assessment", maxBytes: 256 * MIB, reader: "workorders" },
  // Against the stream: what people found flows back to what was said.
  verdict: { name: "PHM_VERDICT", noun: "verdict", maxBytes: 32 * MIB, reader: "predict" },
} as const satisfies Record<string, LinkStream>;

/** The acquisitions once more, for the waveform archive: a message stays until features and archive have both acked it. */
export const ARCHIVE_LINK = { ...LINK_STREAMS.acquisition, reader: "ingest" } as const satisfies LinkStream;

/** For whoever listens: the newest values within the budget, the oldest dropped first. */
export const ANNOUNCEMENT_STREAM = {
  name: "PHM_ANNOUNCEMENT",
  nouns: ["condition", "health", "prognosis", "alarm", "advisory", "workorder"],
  maxBytes: 128 * MIB,
} as const satisfies { name: string; nouns: readonly SubjectNoun[]; maxBytes: number };

/** Durable consumers of a link stream, one for each partition: within it, and so for each asset, order is kept. */
export function partitionConsumers({ noun, reader }: LinkStream): { durable: string; filterSubject: string; partition: number }[] {
  return PARTITIONS.map((partition) => ({
    durable: `${reader}-${partition}`,
    filterSubject: partitionSubjects(noun, partition),
    partition,
  }));
}

/** Key-value bucket of asset configurations: key `org.site.asset`, value an encoded `AssetConfig`. */
export const ASSET_BUCKET = "phm_assets";
