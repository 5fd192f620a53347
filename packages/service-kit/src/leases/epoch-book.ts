import type { Collection } from "../store/index.js";
import { retryOnConflict } from "../store/retry-on-conflict.js";

/** The highest epoch of each partition that was ever given out. */
export type PartitionEpochs = { readonly epochs: { readonly [partition: string]: number } };

const KEY = "partitions";

/**
 * Gives out epochs. They are kept with the records that they protect, not on the broker: a suite that was restored from a backup, or whose
 * broker has lost its files, must go on above what its records have seen.
 */
export class EpochBook {
  constructor(private readonly collection: Collection<PartitionEpochs>) {}

  async raise(partitions: readonly number[]): Promise<ReadonlyMap<number, number>> {
    return retryOnConflict(async () => {
      const stored = await this.collection.get(KEY);
      const before = stored?.value.epochs ?? {};
      const raised = new Map(partitions.map((partition) => [partition, (before[String(partition)] ?? 0) + 1]));
      const epochs = { ...before, ...Object.fromEntries(raised) };
      await this.collection.put(KEY, { epochs }, stored?.version ?? 0);
      return raised;
    });
  }
}
