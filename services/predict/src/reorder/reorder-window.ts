import {
  type AcquisitionId,
  type AssetConfig,
  type AssetRef,
  acquisitionKey,
  assetKey,
  type FeatureVector,
  type TimeNs,
} from "@phm/domain";
import {
  type AssessmentState,
  assessAgain,
  isInReorderWindow,
  type ReorderBase,
  reorderBaseAfter,
  reorderBaseAgain,
  type ServedModels,
  type StepAgain,
} from "@phm/pipeline";
import { type Collection, type CollectionSpec, ServiceError, type Stored } from "@phm/service-kit";
import type { PrognosisHistory } from "../assess/prognosis-history.js";
import type { FeatureVectors } from "./feature-vectors.js";

/** From what an asset can be stepped again: beside its state, as it changes more seldom. */
export type StoredBase = ReorderBase & {
  readonly organisation: string;
  readonly site: string;
  readonly asset: string;
};

export const BASE_COLLECTION: CollectionSpec = {
  name: "reorder_bases",
  indexes: [{ name: "by_site", fields: ["organisation", "site", "asset"] }],
};

export interface ReorderWindowOptions {
  readonly bases: Collection<StoredBase>;
  /** Of every acquisition that was assessed, its time. */
  readonly assessed: Pick<PrognosisHistory, "acquisitions">;
  readonly vectors: FeatureVectors;
  /** Seconds of event time; 0 reorders nothing. */
  readonly windowS: number;
  /** For how long a waveform that the archive does not have yet is waited for, ms. */
  readonly patienceMs: number;
  /** Milliseconds that only go forward. */
  readonly now: () => number;
}

/** More steps than that are not taken again: of a machine that is measured many times a second, the window is shorter. */
const MOST_STEPS = 240;
const NOT_THERE_YET = 0;

/**
 * Puts acquisitions that come out of order in their place: nothing is held back for them, what is known is stepped again from before the window.
 * The features of what was assessed since are computed again from the archive.
 */
export class ReorderWindow {
  /** Acquisitions that wait for a waveform of another one, and since when. */
  readonly #waiting = new Map<string, number>();

  constructor(private readonly options: ReorderWindowOptions) {}

  /**
   * Keeps what may be needed, before the step is on record. What is kept twice, or for a step that is not carried out, does no harm: it
   * lies before the state all the same.
   */
  async keep(ref: AssetRef, before: AssessmentState, timeNs: TimeNs): Promise<void> {
    const { bases, windowS } = this.options;
    if (windowS === 0) return;
    const stored = await bases.get(assetKey(ref));
    const kept = reorderBaseAfter(stored?.value, before, timeNs, windowS);
    if (kept !== stored?.value) await this.#put(ref, kept, stored);
  }

  /**
   * The steps that put features in their place, the last of them the state as it is then; undefined where they come too late.
   * @throws ServiceError retryable while a waveform is not in the archive yet, or who has it does not answer
   */
  async stepsWith(
    features: FeatureVector,
    state: AssessmentState,
    config: AssetConfig,
    models: ServedModels,
  ): Promise<readonly [StepAgain, ...StepAgain[]] | undefined> {
    const { ref, startTimeNs } = features;
    const { bases, windowS } = this.options;
    const stored = windowS === 0 ? undefined : await bases.get(assetKey(ref));
    if (!stored || !isInReorderWindow(stored.value, state, startTimeNs, windowS)) return undefined;
    const others = await this.#assessedSince(stored.value.base, features);
    if (others === undefined) return undefined;
    const vectors = await this.#vectorsOf(features, others);
    if (vectors === undefined) return undefined;
    const steps = assessAgain(stored.value.base, [...vectors, features], config, models, state.late);
    await this.#put(ref, reorderBaseAgain(stored.value, steps), stored);
    return steps;
  }

  /** What was assessed since the base; undefined where that is too much, or another acquisition starts at the same instant. */
  async #assessedSince({ lastNs }: AssessmentState, { ref, startTimeNs, acquisition }: FeatureVector) {
    const fromNs = lastNs === null ? 0n : BigInt(lastNs) + 1n;
    const found = await this.options.assessed.acquisitions(ref, fromNs, MOST_STEPS + 1);
    const others = found.filter((each) => each.acquisition !== acquisition);
    return found.length > MOST_STEPS || others.some(({ timeNs }) => timeNs === startTimeNs) ? undefined : others;
  }

  async #vectorsOf({ ref, acquisition }: FeatureVector, others: readonly { readonly acquisition: AcquisitionId }[]) {
    try {
      const vectors: FeatureVector[] = [];
      for (const other of others) vectors.push(await this.options.vectors.get(ref, other.acquisition));
      this.#waiting.delete(acquisitionKey(ref, acquisition));
      return vectors;
    } catch (error) {
      const failure = ServiceError.from(error);
      if (failure.code !== "not_found") throw failure;
      return this.#waitFor(acquisitionKey(ref, acquisition), failure);
    }
  }

  /** The archive follows beside the chain: it is given its time, and then up. @throws ServiceError retryable */
  #waitFor(key: string, failure: ServiceError): undefined {
    const { now, patienceMs } = this.options;
    const sinceMs = this.#waiting.get(key) ?? now();
    this.#waiting.set(key, sinceMs);
    if (now() - sinceMs < patienceMs) throw new ServiceError("unavailable", failure.message, { reason: "not_archived_yet" });
    this.#waiting.delete(key);
    return undefined;
  }

  async #put({ organisation, site, asset }: AssetRef, { base, next }: ReorderBase, stored: Stored<StoredBase> | undefined): Promise<void> {
    const ref = { organisation, site, asset };
    await this.options.bases.put(assetKey(ref), { ...ref, base, next }, stored?.version ?? NOT_THERE_YET);
  }
}
