import type { Durability } from "@phm/domain";

/** What an acknowledged acquisition outlives at each level, in one sentence for the log. docs/reliability.md has the whole table. */
export const DURABILITY_NOTICE: Readonly<Record<Durability, string>> = {
  memory: "acknowledged is what the broker has: it outlives the end of any process, not a power failure of the broker's machine",
  fsync: "acknowledged is what the broker has synced: it outlives a power failure of the broker's machine",
  replicated: "acknowledged is what two of three brokers have: it outlives the loss of one of their machines",
  database: "acknowledged is what the waveform archive has, synced, beside the broker: it outlives the loss of the broker's files",
};
