import { type AssetRef, assetRef, type Criticality, type TimeNs, UNGRADED_CRITICALITY } from "@phm/domain";
import { type AssetDirectory, type Collection, type CollectionSpec, retryOnConflict } from "@phm/service-kit";
import type { ArchivedAcquisition } from "../archive/archive-index.js";
import { archivedMachines } from "./archived-machines.js";
import type { ArchiveUsage } from "./machine-usage.js";
import type { PinEvidence } from "./pin-evidence.js";
import type { WaveformRemoval } from "./remove-waveforms.js";
import type { RetentionMetrics } from "./retention-metrics.js";
import type { RetentionPolicies, Site } from "./retention-policies.js";
import { type SweepTerms, sweepMachine } from "./sweep-machine.js";
import { sweepOverBudget } from "./sweep-over-budget.js";

/** Where a round has stopped; the next goes on behind it. */
export type RoundProgress = { readonly organisation: string; readonly site: string; readonly asset: string };

/** One document, while a walk over all machines is under way. */
export const PROGRESS_COLLECTION: CollectionSpec = { name: "retention_progress", indexes: [] };
const PROGRESS = "archive";

export interface RetentionRoundParts {
  readonly index: Collection<ArchivedAcquisition>;
  readonly progress: Collection<RoundProgress>;
  readonly directory: Pick<AssetDirectory, "find">;
  readonly policies: RetentionPolicies;
  readonly evidenceOf: PinEvidence;
  readonly removal: WaveformRemoval;
  readonly usage: ArchiveUsage;
  readonly metrics: RetentionMetrics;
  readonly nowNs: () => TimeNs;
  /** See `consumedBefore`. */
  readonly consumedBeforeNs: (nowNs: TimeNs) => Promise<TimeNs>;
  /** Acquisitions that a round looks at before it leaves the rest to the next. */
  readonly maxAcquisitions?: number;
}

const MAX_ACQUISITIONS = 100_000;

/** Counts and sweeps the archive, machine after machine; a site that is through is held to its budget. */
export class RetentionRound {
  constructor(private readonly parts: RetentionRoundParts) {}

  /** Ends behind the machine that it is at when the signal says so. */
  async run(signal: AbortSignal): Promise<void> {
    const { index, nowNs, removal, metrics } = this.parts;
    for (const ended of await removal.resume(nowNs())) metrics.swept(ended);
    let last = await this.#progress();
    let left = this.parts.maxAcquisitions ?? MAX_ACQUISITIONS;
    let terms: SweepTerms | undefined;
    for await (const ref of archivedMachines(index, last)) {
      terms ??= await this.#terms();
      if (last && !isOneSite(last, ref)) await this.#holdToBudget(last, terms, signal);
      if (left <= 0 || signal.aborted) return this.#note(last);
      left -= await this.#sweep(ref, terms, signal);
      last = ref;
    }
    if (last) await this.#holdToBudget(last, terms ?? (await this.#terms()), signal);
    await this.#note(undefined);
  }

  async #terms(): Promise<SweepTerms> {
    const nowNs = this.parts.nowNs();
    return { nowNs, consumedBeforeNs: await this.parts.consumedBeforeNs(nowNs) };
  }

  /** @returns how many acquisitions were looked at */
  async #sweep(ref: AssetRef, terms: SweepTerms, signal: AbortSignal): Promise<number> {
    const { policies, usage, index, removal, metrics, evidenceOf } = this.parts;
    const { policy } = await policies.get(ref);
    const criticality = await this.#criticalityOf(ref);
    const evidence = await evidenceOf(ref, signal);
    const swept = await sweepMachine(ref, { ...terms, policy, criticality, evidence }, index, removal);
    await usage.note({ ...swept.usage, criticality: criticality ?? UNGRADED_CRITICALITY, isRegistered: criticality !== null });
    for (const sweep of swept.sweeps) metrics.swept(sweep);
    return swept.lookedAt;
  }

  async #holdToBudget(site: Site, terms: SweepTerms, signal: AbortSignal): Promise<void> {
    const { policies, usage, index, removal, metrics } = this.parts;
    const evidenceOf = (ref: AssetRef) => this.parts.evidenceOf(ref, signal);
    const { policy } = await policies.get(site);
    const { machines, bytes } = await usage.ofSite(site);
    const budgetBytes = policy.waveformBudgetBytes;
    const excessBytes = budgetBytes === undefined ? 0 : bytes - budgetBytes;
    const sweeps = excessBytes > 0 ? await sweepOverBudget({ site, machines, excessBytes, terms, index, removal, evidenceOf }) : [];
    for (const sweep of sweeps) {
      await usage.deduct(sweep);
      metrics.swept(sweep);
    }
    const left = await usage.ofSite(site);
    await usage.sample(site, { timeNs: terms.nowNs, bytes: left.bytes });
    metrics.counted(site, { ...left, budgetBytes, samples: await usage.grown(site) });
  }

  /** Null for a machine that is in no register. */
  async #criticalityOf(ref: AssetRef): Promise<Criticality | null> {
    const config = await this.parts.directory.find(ref);
    return config ? (config.criticality ?? UNGRADED_CRITICALITY) : null;
  }

  async #progress(): Promise<AssetRef | undefined> {
    const stored = await this.parts.progress.get(PROGRESS);
    return stored && assetRef(stored.value.organisation, stored.value.site, stored.value.asset);
  }

  async #note(last: AssetRef | undefined): Promise<void> {
    const { progress } = this.parts;
    if (!last) return void (await progress.delete(PROGRESS));
    const { organisation, site, asset } = last;
    await retryOnConflict(async () => progress.put(PROGRESS, { organisation, site, asset }, (await progress.get(PROGRESS))?.version ?? 0));
  }
}

function isOneSite(a: Site, b: Site): boolean {
  return a.organisation === b.organisation && a.site === b.site;
}
