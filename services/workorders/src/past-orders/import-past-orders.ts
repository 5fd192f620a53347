import { InvalidValue, type OrganisationId, type PastOrder, type SiteId } from "@phm/domain";
import { pastOrderOf } from "@phm/exchange-files";
import type { EquipmentTree } from "../equipment/equipment-tree.js";
import { type FileReport, takeFile } from "../exchange/take-file.js";
import type { PastOrderBook } from "./past-order-book.js";

export interface PastOrderImport {
  readonly organisation: OrganisationId;
  readonly site: SiteId;
  /** The text of a mapping document. */
  readonly mapping: string;
  readonly dryRun: boolean;
}

interface Dependencies {
  readonly tree: Pick<EquipmentTree, "machineOf">;
  readonly book: PastOrderBook;
}

/** Takes the past orders of a file, each once. @throws InvalidValue for a mapping that breaks a rule, or a file of more than 64 MiB */
export function importPastOrders(
  place: PastOrderImport,
  chunks: AsyncIterable<Uint8Array>,
  { tree, book }: Dependencies,
): Promise<FileReport> {
  const machines = new Machines(tree);
  return takeFile({ kind: "work-orders", ...place }, chunks, async (record) => {
    const order = pastOrderOf(record, place);
    await machines.check(order);
    return place.dryRun ? !(await book.has(order)) : book.take(order);
  });
}

/** Which assets have a machine: asked once for each. */
class Machines {
  readonly #known = new Map<string, Promise<boolean>>();

  constructor(private readonly tree: Pick<EquipmentTree, "machineOf">) {}

  /** @throws InvalidValue */
  async check({ ref }: PastOrder): Promise<void> {
    const known = this.#known.get(ref.asset) ?? this.tree.machineOf(ref).then((machine) => machine !== undefined);
    this.#known.set(ref.asset, known);
    if (!(await known)) throw new InvalidValue("asset", ref.asset, "of a machine in the equipment register", "unknown_machine");
  }
}
