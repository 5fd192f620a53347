import { MachineLifeSchema, machineLifeFromWire, machineLifeToWire } from "@phm/contracts";
import { type LifeBlock, type MachineLife, storedTime } from "@phm/domain";
import { type CollectionSpec, fromStored, type JsonObject, toStored } from "@phm/service-kit";

/** A life as predict keeps it: one document from its first closed block on, also after its end. */
export type StoredLife = {
  readonly organisation: string;
  readonly site: string;
  readonly asset: string;
  /** Close of the first block. */
  readonly startNs: string;
  /** Close of the last one. */
  readonly lastNs: string;
  /** From when on the machine was learnt: it tells a repaired machine from the one before. */
  readonly learntFromNs: string | null;
  /** Absent while the life goes on. */
  readonly endNs?: string;
  /** In the JSON form of the contract. */
  readonly life: JsonObject;
};

export const LIFE_COLLECTION: CollectionSpec = {
  name: "lives",
  indexes: [
    { name: "by_asset", fields: ["organisation", "site", "asset", "startNs"] },
    { name: "ended_by_asset", fields: ["organisation", "site", "asset", "endNs"] },
    { name: "ended_by_site", fields: ["organisation", "site", "endNs"] },
    { name: "ended_by_organisation", fields: ["organisation", "endNs"] },
  ],
};

export function storedLife(life: MachineLife, learntFromNs: string | null): StoredLife {
  const { organisation, site, asset } = life.ref;
  const [first, last] = [life.blocks[0], life.blocks.at(-1)] as [LifeBlock, LifeBlock];
  return {
    ...{ organisation, site, asset, learntFromNs },
    startNs: storedTime(first.timeNs),
    lastNs: storedTime(last.timeNs),
    ...(life.label ? { endNs: storedTime(life.label.endNs) } : {}),
    life: toStored(MachineLifeSchema, machineLifeToWire(life)),
  };
}

export function readLife({ life }: StoredLife): MachineLife {
  return machineLifeFromWire(fromStored(MachineLifeSchema, life));
}
