import { type AssetRef, acquisitionId, acquisitionKey, assetRef, type EvidenceReference, storedTime, type TimeNs } from "@phm/domain";
import { type Collection, type CollectionSpec, DuplicateKey, MAX_PAGE_ITEMS } from "@phm/service-kit";
import type { Site } from "./retention-policies.js";

/** A reference as the archive keeps it. Never released but for a hold of a person. */
export type StoredPin = {
  readonly organisation: string;
  readonly site: string;
  readonly asset: string;
  readonly acquisition: string;
  readonly startTimeNs: string;
  readonly owner: EvidenceReference["owner"];
  readonly kind: EvidenceReference["kind"];
  readonly record: string;
  readonly reason: string;
  /** When the archive learnt of it. */
  readonly pinnedNs: string;
};

/** By acquisition, owner, kind and record. */
export const PIN_COLLECTION: CollectionSpec = {
  name: "evidence_pins",
  indexes: [{ name: "by_acquisition", fields: ["organisation", "site", "asset", "acquisition"] }],
};

/** What the archive must keep, and for whom. */
export class EvidencePins {
  constructor(private readonly pins: Collection<StoredPin>) {}

  /** The same reference again changes nothing. */
  async record(reference: EvidenceReference, nowNs: TimeNs): Promise<void> {
    const { ref, startTimeNs, acquisition, owner, kind, record, reason } = reference;
    const { organisation, site, asset } = ref;
    const times = { startTimeNs: storedTime(startTimeNs), pinnedNs: storedTime(nowNs) };
    try {
      await this.pins.insert(pinId(reference), { organisation, site, asset, acquisition, owner, kind, record, reason, ...times });
    } catch (error) {
      if (!(error instanceof DuplicateKey)) throw error;
    }
  }

  /** False where there was none. */
  async release(reference: EvidenceReference): Promise<boolean> {
    return this.pins.delete(pinId(reference));
  }

  async isPinned({ organisation, site, asset, acquisition }: Pick<StoredPin, "organisation" | "site" | "asset" | "acquisition">) {
    return (await this.pins.count({ organisation, site, asset, acquisition })) > 0;
  }

  async ofMachine({ organisation, site, asset }: AssetRef): Promise<EvidenceReference[]> {
    const found: EvidenceReference[] = [];
    let cursor: string | undefined;
    do {
      const where = { organisation, site, asset };
      const page = await this.pins.query({ where, limit: MAX_PAGE_ITEMS, ...(cursor === undefined ? {} : { cursor }) });
      found.push(...page.items.map(({ value }) => readPin(value)));
      cursor = page.nextCursor;
    } while (cursor !== undefined);
    return found;
  }

  /** In order of machines and acquisitions. */
  async ofSite({ organisation, site }: Site, page: { limit: number; cursor?: string }) {
    const sort = [
      { field: "asset", direction: "asc" },
      { field: "acquisition", direction: "asc" },
    ] as const;
    const { items, nextCursor } = await this.pins.query({ where: { organisation, site }, sort, ...page });
    const pins = items.map(({ value }) => readPin(value));
    return nextCursor === undefined ? { pins } : { pins, nextCursor };
  }
}

/** Names a reference among all. */
export function pinId({ ref, acquisition, owner, kind, record }: EvidenceReference): string {
  return `${acquisitionKey(ref, acquisition)}:${owner}:${kind}:${record}`;
}

function readPin({ organisation, site, asset, acquisition, startTimeNs, owner, kind, record, reason }: StoredPin): EvidenceReference {
  const ref = assetRef(organisation, site, asset);
  return { ref, acquisition: acquisitionId(acquisition), startTimeNs: BigInt(startTimeNs), owner, kind, record, reason };
}
