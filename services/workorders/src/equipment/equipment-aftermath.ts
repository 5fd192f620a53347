import { type AssetRef, assetId, type Equipment, organisationId, siteId } from "@phm/domain";
import { type Collection, type Stored, VersionConflict } from "@phm/service-kit";
import type { EquipmentTimeline } from "./equipment-timeline.js";
import { machineFacts } from "./machine-facts.js";
import type { Pending, StoredEquipment, StoredEvent } from "./stored-equipment.js";

/** What the register calls for on the assets that machines are tied to. Every call can be repeated. */
export interface MachineAssets {
  has(ref: AssetRef): Promise<boolean>;
  /** Tells the other services of the asset's configuration anew. */
  announce(ref: AssetRef): Promise<void>;
  /** Puts the asset's orders and advisories so far on the time line. */
  catchUp(ref: AssetRef): Promise<void>;
}

/** Does what changes of nodes have left to do: their time line, what other services must be told. Every step can be repeated. */
export class EquipmentAftermath {
  constructor(
    private readonly nodes: Collection<StoredEquipment>,
    private readonly timeline: EquipmentTimeline,
    private readonly assets: MachineAssets,
  ) {}

  async settle(stored: Stored<StoredEquipment>): Promise<void> {
    const { pending, unsettled: _, ...settled } = stored.value;
    if (!pending) return;
    const place = { organisation: organisationId(settled.organisation), site: siteId(settled.site) };
    await this.timeline.note(pending.events);
    for (const asset of pending.announce) await this.assets.announce({ ...place, asset: assetId(asset) });
    for (const asset of pending.catchUp) await this.assets.catchUp({ ...place, asset: assetId(asset) });
    try {
      await this.nodes.put(stored.id, settled, stored.version);
    } catch (error) {
      // Who has changed the node since has taken over what was pending.
      if (!(error instanceof VersionConflict)) throw error;
    }
  }

  /**
   * Does what a crash or a broker that was away has left. Returns how many nodes these were.
   * @throws the first failure, when all have had their turn
   */
  async settlePending(limit: number): Promise<number> {
    const { items } = await this.nodes.query({ where: { unsettled: true }, limit });
    const failures: unknown[] = [];
    for (const item of items) await this.settle(item).catch((error: unknown) => failures.push(error));
    if (failures.length > 0) throw failures[0];
    return items.length;
  }
}

/** What was pending before, and what a change adds to it. */
export function pendingAfter(before: Pending, old: Equipment | undefined, now: Equipment, events: readonly StoredEvent[]): Pending {
  const [oldAsset, asset] = [old?.record.asset, now.record.asset];
  const isTiedAnew = oldAsset !== asset;
  const isToldAnew = isTiedAnew || JSON.stringify(old && machineFacts(old)) !== JSON.stringify(machineFacts(now));
  return {
    events: [...before.events, ...events],
    announce: union(before.announce, isToldAnew ? [oldAsset, asset] : []),
    catchUp: union(before.catchUp, isTiedAnew ? [asset] : []),
  };
}

function union(before: readonly string[], added: readonly (string | undefined)[]): string[] {
  return [...new Set([...before, ...added])].filter((each) => each !== undefined);
}
