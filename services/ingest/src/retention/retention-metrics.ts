import { forecastStorage, type StorageSample } from "@phm/domain";
import type { Metrics, StoredSweep } from "@phm/service-kit";
import type { TierUsage } from "./machine-usage.js";
import type { Site } from "./retention-policies.js";

export interface CountedSite {
  readonly tiers: readonly TierUsage[];
  readonly bytes: number;
  readonly budgetBytes: number | undefined;
  readonly samples: readonly StorageSample[];
}

/** Every metric of retention. */
export class RetentionMetrics {
  private readonly bytes;
  private readonly pinnedBytes;
  private readonly overBudgetBytes;
  private readonly fullInDays;
  private readonly deleted;
  private readonly deletedBytes;
  private readonly unansweredRounds;

  constructor(metrics: Metrics) {
    const site = ["organisation", "site"] as const;
    this.bytes = metrics.gauge("archive_bytes", "Waveforms on record, by criticality of their machines", [...site, "criticality"]);
    this.pinnedBytes = metrics.gauge("archive_pinned_bytes", "Of them, what is evidence", [...site, "criticality"]);
    this.overBudgetBytes = metrics.gauge("archive_over_budget_bytes", "Above the site's budget, and not to be deleted", site);
    this.fullInDays = metrics.gauge("archive_full_in_days", "Until the site's budget is used up; absent without a basis", site);
    this.deleted = metrics.counter("retention_deleted_total", "Waveforms that retention deleted, by rule", ["rule"]);
    this.deletedBytes = metrics.counter("retention_deleted_bytes_total", "Encoded bytes of these", ["rule"]);
    this.unansweredRounds = metrics.counter(
      "retention_unanswered_total",
      "Times that an owner of evidence did not answer, so that nothing of the machine was deleted",
    );
  }

  /** Call for each sweep that has ended. */
  swept({ items }: StoredSweep): void {
    for (const { rule, bytes, deleted } of items) {
      if (!deleted) continue;
      this.deleted.inc({ rule });
      this.deletedBytes.inc({ rule }, bytes);
    }
  }

  unanswered(): void {
    this.unansweredRounds.inc();
  }

  /** Call when a site was counted. */
  counted({ organisation, site }: Site, { tiers, bytes, budgetBytes, samples }: CountedSite): void {
    const labels = { organisation, site };
    for (const { criticality, bytes: all, pinnedBytes } of tiers) {
      this.bytes.set({ ...labels, criticality }, all);
      this.pinnedBytes.set({ ...labels, criticality }, pinnedBytes);
    }
    this.overBudgetBytes.set(labels, Math.max(0, bytes - (budgetBytes ?? bytes)));
    const { fullInDays } = forecastStorage(samples, budgetBytes);
    if (fullInDays === null) this.fullInDays.remove(labels);
    else this.fullInDays.set(labels, fullInDays);
  }
}
