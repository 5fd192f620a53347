import { type AssetRef, acquisitionId, addSeconds, assetKey, type RetentionTier, type TimeNs, UNGRADED_CRITICALITY } from "@phm/domain";
import {
  type AssetDirectory,
  type Logger,
  resumeDocumentSweeps,
  ServiceError,
  type SweepLog,
  type SweepRule,
  type SweptStore,
  sweepDocuments,
} from "@phm/service-kit";
import type { MachineRetention, RetentionSource } from "./ingest-retention.js";
import { machineOf, type SweepableDocument, type SweepableStore } from "./kept-documents.js";

export interface FeatureRetentionParts {
  readonly stores: readonly SweepableStore[];
  /** What of a key is too much, oldest first; only spectra have a number of their own. */
  readonly overCount: (key: string) => Promise<readonly SweepableDocument[]>;
  readonly source: RetentionSource;
  readonly directory: Pick<AssetDirectory, "find">;
  readonly log: SweepLog;
  readonly logger: Logger;
  readonly nowNs: () => TimeNs;
  readonly swept: (store: SweptStore, documents: number) => void;
}

interface MachineTerms extends MachineRetention {
  readonly tier: RetentionTier;
}

const S_PER_DAY = 86_400;

/** Days that each store keeps, of a tier. */
const DAYS: Readonly<Partial<Record<SweptStore, (tier: RetentionTier) => number>>> = {
  spectra: ({ spectraDays }) => spectraDays,
  raw_features: ({ rawFeatureDays }) => rawFeatureDays,
  hourly_features: ({ hourlyFeatureDays }) => hourlyFeatureDays,
  daily_features: ({ dailyFeatureDays }) => dailyFeatureDays,
};

/** Deletes spectra and features that their site's policy does not keep; those of pinned acquisitions, and all while ingest does not answer, stay. */
export class FeatureRetention {
  constructor(private readonly parts: FeatureRetentionParts) {}

  /** Ends behind the key that it is at when the signal says so. */
  async run(signal: AbortSignal): Promise<void> {
    const { stores, log, nowNs } = this.parts;
    await resumeDocumentSweeps(log, nowNs(), (store, id) => this.#isThere(store, id));
    const known = new Map<string, Promise<MachineTerms | null>>();
    for (const store of stores) {
      for await (const key of store.keys()) {
        if (signal.aborted) return;
        const ref = machineOf(key);
        const asset = assetKey(ref);
        if (!known.has(asset)) known.set(asset, this.#termsOf(ref, signal));
        const terms = await known.get(asset);
        if (terms) await this.#sweep(store, key, terms);
      }
    }
  }

  async #sweep(store: SweepableStore, key: string, terms: MachineTerms): Promise<void> {
    const name = store.storeOf(key);
    const nowNs = this.parts.nowNs();
    const days = DAYS[name]?.(terms.tier);
    if (days !== undefined) {
      for await (const page of store.keptBefore(key, addSeconds(nowNs, -days * S_PER_DAY)))
        await this.#remove(store, key, page, "expired", terms);
    }
    if (name === "spectra") await this.#remove(store, key, await this.parts.overCount(key), "over_count", terms);
  }

  async #remove(
    store: SweepableStore,
    key: string,
    documents: readonly SweepableDocument[],
    rule: SweepRule,
    { pinned, settledBeforeNs }: MachineTerms,
  ): Promise<void> {
    const { log, nowNs, swept } = this.parts;
    const isFree = ({ acquisitions, timeNs }: SweepableDocument) =>
      timeNs < settledBeforeNs && !acquisitions.some((each) => pinned.has(acquisitionId(each)));
    const items = documents.filter(isFree).map(({ id, timeNs, bytes }) => ({ id, startTimeNs: String(timeNs), bytes, rule }));
    if (items.length === 0) return;
    const name = store.storeOf(key);
    const plan = { ref: machineOf(key), store: name, startedNs: nowNs(), settledBeforeNs, references: pinned.size, items };
    await sweepDocuments(log, plan, (id) => store.remove(id));
    swept(name, items.length);
  }

  /** Null for a machine that is in no register, and while ingest does not answer. */
  async #termsOf(ref: AssetRef, signal: AbortSignal): Promise<MachineTerms | null> {
    const { source, directory, logger } = this.parts;
    try {
      const config = await directory.find(ref);
      if (!config) return null;
      const retention = await source.of(ref, signal);
      return { ...retention, tier: retention.policy.tiers[config.criticality ?? UNGRADED_CRITICALITY] };
    } catch (error) {
      const failure = ServiceError.from(error);
      if (!signal.aborted)
        logger.warn({ err: failure, asset: ref.asset }, "no spectra and features are deleted: what is evidence is not known");
      return null;
    }
  }

  async #isThere(store: SweptStore, id: string): Promise<boolean> {
    for (const each of this.parts.stores) if (each.storeOf(id) === store && (await each.has(id))) return true;
    return false;
  }
}
