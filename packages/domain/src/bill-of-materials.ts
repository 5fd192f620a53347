import type { AssetRef } from "./ids.js";

/** One line of a bill of materials: a part, or an assembly that others are part of. */
export interface BillItem {
  /** Place in the machine as the drawing numbers it; unique in the bill. */
  readonly position: string;
  /** Position of the assembly that it is part of; absent: of the machine itself. */
  readonly assembly?: string;
  /** Part number, as spare parts have it; an assembly that nobody buys has none. */
  readonly part?: string;
  readonly name: string;
  /** In one of its assembly, in the part's unit; above 0. */
  readonly quantity: number;
  /** The component of the machine, as work orders name it; absent: that of its assembly. */
  readonly component?: string;
}

/** What a machine is made of (物料清单), as a PDM or PLM system states it. */
export interface BillOfMaterials {
  readonly ref: AssetRef;
  readonly items: readonly BillItem[];
}

/** A part in a machine: one line of its bill, counted through all assemblies. */
export interface PlacedPart {
  readonly part: string;
  readonly position: string;
  /** In the whole machine. */
  readonly quantity: number;
  readonly component?: string;
}

/** The bought parts of a machine. The bill has no cycle: see `checkBill`. */
export function placedParts({ items }: BillOfMaterials): PlacedPart[] {
  const byPosition = new Map(items.map((item) => [item.position, item]));
  return items.flatMap((item) => {
    if (item.part === undefined) return [];
    const chain = [item, ...assembliesOf(item, byPosition)];
    const component = chain.find((each) => each.component !== undefined)?.component;
    const quantity = chain.reduce((product, each) => product * each.quantity, 1);
    return [{ part: item.part, position: item.position, quantity, ...(component === undefined ? {} : { component }) }];
  });
}

/** The assemblies that an item is in, the nearest first; in a cycle it ends where it would begin again. */
export function assembliesOf(item: BillItem, byPosition: ReadonlyMap<string, BillItem>): BillItem[] {
  const chain: BillItem[] = [];
  let next = item.assembly === undefined ? undefined : byPosition.get(item.assembly);
  while (next !== undefined && !chain.includes(next)) {
    chain.push(next);
    next = next.assembly === undefined ? undefined : byPosition.get(next.assembly);
  }
  return chain;
}
