/**
 * What an acknowledgement of an acquisition vouches for: `memory` the broker has it, `fsync` the broker has synced it, `replicated` two of
 * three brokers have it, `database` the waveform archive has it, synced. docs/reliability.md says what each outlives.
 */
export const DURABILITIES = ["memory", "fsync", "replicated", "database"] as const;
export type Durability = (typeof DURABILITIES)[number];

/** The levels are no ladder: a copy on one disk that is synced outlives a power failure, one in three memories the loss of a machine. */
const GIVES: Readonly<Record<Durability, readonly Durability[]>> = {
  memory: ["memory"],
  fsync: ["memory", "fsync"],
  replicated: ["memory", "replicated"],
  database: ["memory", "fsync", "database"],
};

/** Whether what is acknowledged at `given` outlives all that what is acknowledged at `wanted` does. */
export function outlives(given: Durability, wanted: Durability): boolean {
  return GIVES[given].includes(wanted);
}
