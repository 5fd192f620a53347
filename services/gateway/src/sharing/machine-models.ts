import { type EquipmentService, equipmentEntryFromWire, equipmentKindCodec } from "@phm/contracts";
import type { AssetId, OrganisationId, SiteId } from "@phm/domain";
import type { ClientCalls } from "@phm/service-kit";
import type { SharedAsset } from "./sharing-contract.js";

/** Maker and model of a machine hardly ever change, and a contract by model asks for them with every look. */
const KEPT_MS = 10_000;
const MAX_KEPT = 10_000;
const PAGE = 500;

type Equipment = ClientCalls<typeof EquipmentService>;

/** Maker and model of machines, as their owner's register states them. */
export class MachineModels {
  private readonly kept = new Map<string, { readonly untilMs: number; readonly machine: SharedAsset }>();

  constructor(private readonly equipment: Equipment) {}

  /** @throws ServiceError where the register does not answer: then nobody knows what may be shown */
  async of(organisation: OrganisationId, site: SiteId, asset: AssetId): Promise<SharedAsset> {
    const key = JSON.stringify([organisation, site, asset]);
    const known = this.kept.get(key);
    if (known && known.untilMs > Date.now()) return known.machine;
    const kind = equipmentKindCodec.toWire("machine");
    const { entries } = await this.equipment.listEquipment({ organisation, site, asset, kind, limit: 1 });
    const machine = { site, asset, ...nameplateOf(entries[0]) };
    if (this.kept.size >= MAX_KEPT) this.kept.clear();
    this.kept.set(key, { untilMs: Date.now() + KEPT_MS, machine });
    return machine;
  }

  /** Every machine of an owner that has an asset, page by page. */
  async *all(organisation: OrganisationId): AsyncGenerator<SharedAsset> {
    let cursor = "";
    do {
      const page = await this.equipment.listEquipment({ organisation, kind: equipmentKindCodec.toWire("machine"), limit: PAGE, cursor });
      for (const entry of page.entries) {
        const { site, record } = equipmentEntryFromWire(entry).equipment;
        const { asset } = record;
        if (asset !== undefined) yield { site, asset, ...nameplateOf(entry) };
      }
      cursor = page.nextCursor;
    } while (cursor !== "");
  }
}

function nameplateOf(entry: Parameters<typeof equipmentEntryFromWire>[0]) {
  if (!entry) return {};
  const { manufacturer, model } = equipmentEntryFromWire(entry).equipment.record.nameplate ?? {};
  return { ...(manufacturer !== undefined && { manufacturer }), ...(model !== undefined && { model }) };
}
