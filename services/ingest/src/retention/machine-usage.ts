import { CRITICALITIES, type Criticality, laterTime, type StorageSample, storedTime, type TimeNs } from "@phm/domain";
import {
  type Collection,
  type CollectionSpec,
  MAX_PAGE_ITEMS,
  retryOnConflict,
  type Series,
  type StoredSweep,
  sweptBytes,
} from "@phm/service-kit";
import type { Site } from "./retention-policies.js";

/** What the archive has of one machine, as last counted. */
export type MachineUsage = {
  readonly organisation: string;
  readonly site: string;
  readonly asset: string;
  readonly criticality: Criticality;
  /** Nothing of a machine in no register is deleted. */
  readonly isRegistered: boolean;
  readonly acquisitions: number;
  readonly bytes: number;
  readonly pinnedAcquisitions: number;
  readonly pinnedBytes: number;
  readonly countedNs: string;
};

/** By asset. */
export const USAGE_COLLECTION: CollectionSpec = {
  name: "archive_usage",
  indexes: [{ name: "by_site", fields: ["organisation", "site", "asset"] }],
};

export interface TierUsage extends Pick<MachineUsage, "acquisitions" | "bytes" | "pinnedAcquisitions" | "pinnedBytes"> {
  readonly criticality: Criticality;
  readonly machines: number;
}

export interface SiteUsage {
  readonly tiers: readonly TierUsage[];
  readonly bytes: number;
  readonly countedNs: TimeNs;
  readonly machines: readonly MachineUsage[];
}

/** Samples of a site's bytes are no closer, so that two hundred of them tell of seven weeks. */
const SAMPLE_EVERY_NS = 6n * 3_600_000_000_000n;
const SAMPLES = 200;

/** How much the archive holds, by machine and site, and how that has grown. */
export class ArchiveUsage {
  constructor(
    private readonly machines: Collection<MachineUsage>,
    private readonly samples: Series<{ readonly bytes: number }>,
  ) {}

  async note(usage: MachineUsage): Promise<void> {
    const id = `${usage.organisation}:${usage.site}:${usage.asset}`;
    await retryOnConflict(async () => this.machines.put(id, usage, (await this.machines.get(id))?.version ?? 0));
  }

  /** What a sweep has deleted since the machine was counted. */
  async deduct(sweep: StoredSweep): Promise<void> {
    const { organisation, site, asset, items } = sweep;
    const gone = items.filter(({ deleted }) => deleted);
    const bytes = sweptBytes(sweep);
    const id = `${organisation}:${site}:${asset}`;
    await retryOnConflict(async () => {
      const stored = await this.machines.get(id);
      if (!stored) return;
      const left = { acquisitions: stored.value.acquisitions - gone.length, bytes: stored.value.bytes - bytes };
      await this.machines.put(id, { ...stored.value, ...left }, stored.version);
    });
  }

  async ofSite({ organisation, site }: Site): Promise<SiteUsage> {
    const machines: MachineUsage[] = [];
    let cursor: string | undefined;
    do {
      const where = { organisation, site };
      const page = await this.machines.query({ where, limit: MAX_PAGE_ITEMS, ...(cursor === undefined ? {} : { cursor }) });
      machines.push(...page.items.map(({ value }) => value));
      cursor = page.nextCursor;
    } while (cursor !== undefined);
    return {
      machines,
      tiers: CRITICALITIES.map((criticality) => tierUsage(criticality, machines)),
      bytes: sum(machines, "bytes"),
      countedNs: machines.map(({ countedNs }) => BigInt(countedNs)).reduce(laterTime, 0n),
    };
  }

  /** Keeps the site's bytes for the forecast, unless they were kept a short while ago. */
  async sample(site: Site, { timeNs, bytes }: StorageSample): Promise<void> {
    const last = await this.samples.last(keyOf(site));
    if (last && timeNs - last.timeNs < SAMPLE_EVERY_NS) return;
    await this.samples.append(keyOf(site), [{ timeNs, id: storedTime(timeNs), value: { bytes } }]);
  }

  async grown(site: Site): Promise<StorageSample[]> {
    const { points } = await this.samples.range(keyOf(site), { limit: SAMPLES, order: "desc" });
    return points.map(({ timeNs, value }) => ({ timeNs, bytes: value.bytes })).reverse();
  }
}

function keyOf({ organisation, site }: Site): string {
  return `${organisation}:${site}`;
}

function tierUsage(criticality: Criticality, all: readonly MachineUsage[]): TierUsage {
  const machines = all.filter((each) => each.criticality === criticality);
  const fields = ["acquisitions", "bytes", "pinnedAcquisitions", "pinnedBytes"] as const;
  const [acquisitions, bytes, pinnedAcquisitions, pinnedBytes] = fields.map((field) => sum(machines, field)) as [
    number,
    number,
    number,
    number,
  ];
  return { criticality, machines: machines.length, acquisitions, bytes, pinnedAcquisitions, pinnedBytes };
}

function sum(machines: readonly MachineUsage[], field: "acquisitions" | "bytes" | "pinnedAcquisitions" | "pinnedBytes"): number {
  return machines.reduce((total, each) => total + each[field], 0);
}
