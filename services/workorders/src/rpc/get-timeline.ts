import { type EquipmentService, equipmentEventKindCodec, equipmentEventToWire, equipmentKeyFromWire } from "@phm/contracts";
import { assetRef, type Equipment } from "@phm/domain";
import { type MethodHandler, page } from "@phm/service-kit";
import type { EquipmentTimeline } from "../equipment/equipment-timeline.js";
import type { EquipmentTree } from "../equipment/equipment-tree.js";
import type { MachineJournal } from "../equipment/machine-journal.js";
import { LIST_LIMIT } from "./list-limit.js";

type GetTimeline = MethodHandler<(typeof EquipmentService)["method"]["getTimeline"]>;

export interface TimelineDependencies {
  readonly tree: EquipmentTree;
  readonly timeline: EquipmentTimeline;
  readonly journal: MachineJournal;
}

/** What was last done on a machine's orders is on its time line at once; on those of its line, area and site when it has been announced. */
export function getTimeline({ tree, timeline, journal }: TimelineDependencies): GetTimeline {
  return async (request) => {
    const { ref, withChildren, kind } = request;
    const key = equipmentKeyFromWire(ref);
    const { equipment } = await tree.get(key);
    const asset = await assetOf(equipment, tree);
    if (asset !== undefined) await journal.catchUpStanding(assetRef(key.organisation, key.site, asset));
    const { events, nextCursor } = await timeline.page({
      ...{ node: equipment, withChildren, ...page(request, LIST_LIMIT) },
      ...(kind ? { kind: equipmentEventKindCodec.fromWire(kind, "kind") } : {}),
    });
    return { events: events.map(equipmentEventToWire), nextCursor: nextCursor ?? "" };
  };
}

/** Of a machine its own asset, of a component its machine's. */
async function assetOf({ organisation, site, kind, parent, record }: Equipment, tree: EquipmentTree) {
  if (kind !== "component" || parent === undefined) return record.asset;
  return (await tree.find({ organisation, site, code: parent }))?.equipment.record.asset;
}
