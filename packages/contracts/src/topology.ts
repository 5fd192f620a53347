import { PARTITIONS } from "./partition.js";
import { partitionSubjects, type SubjectNoun, subjectsOf } from "./subjects.js";

const MIB = 1024 * 1024;

/** A stream that links two services, and the service that reads it. */
export interface LinkStream {
  readonly name: string;
  readonly nouns: readonly SubjectNoun[];
  /** Byte budget: when it is full, publishing is refused, which is back-pressure to the sender. */
  readonly maxBytes: number;
  /** Who reads it, one durable consumer for each partition. None: kept for whoever listens, oldest dropped first. */
  readonly reader?: "features" | "predict" | "workorders";
}

/** What links the services, in the order in which values flow. */
export const LINK_STREAMS = {
  acquisition: { name: "PHM_ACQUISITION", nouns: ["acquisition"], maxBytes: 2048 * MIB, reader: "features" },
  features: { name: "PHM_FEATURES", nouns: ["features"], maxBytes: 512 * MIB, reader: "predict" },
  assessment: { name: "PHM_ASSESSMENT", nouns: ["condition", "health", "prognosis"], maxBytes: 256 * MIB, reader: "workorders" },
  announcement: { name: "PHM_ANNOUNCEMENT", nouns: ["alarm", "advisory", "workorder"], maxBytes: 64 * MIB },
} as const satisfies Record<string, LinkStream>;

/** Durable consumer of one partition of a link stream. */
export function partitionConsumer(stream: LinkStream, partition: number): { durable: string; filterSubject: string } {
  const noun = stream.nouns.length === 1 ? (stream.nouns[0] as SubjectNoun) : "*";
  return { durable: `${stream.reader}-${partition}`, filterSubject: partitionSubjects(noun, partition) };
}

export function partitionConsumers(stream: LinkStream): { durable: string; filterSubject: string }[] {
  return stream.reader ? PARTITIONS.map((partition) => partitionConsumer(stream, partition)) : [];
}

export function streamSubjects(stream: LinkStream): string[] {
  return stream.nouns.map(subjectsOf);
}

/** Key-value bucket of asset configurations: key `org.site.asset`, value an encoded `AssetConfig`. */
export const ASSET_BUCKET = "phm_assets";
