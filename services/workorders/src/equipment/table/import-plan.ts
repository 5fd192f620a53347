import { setImmediate } from "node:timers/promises";
import { EQUIPMENT_KINDS, type Equipment, type EquipmentCode, type EquipmentEntry, InvalidValue } from "@phm/domain";
import type { MachineAssets } from "../equipment-aftermath.js";
import type { EquipmentTree } from "../equipment-tree.js";
import { type ImportRow, type PlannedRow, planRow } from "./plan-row.js";

export interface ImportPlanOptions extends Pick<Equipment, "organisation" | "site"> {
  readonly tree: EquipmentTree;
  readonly assets: Pick<MachineAssets, "has">;
  readonly reason: string;
}

/** So many reads are under way at once; then others have their turn, as an embedded store answers without waiting. */
const BATCH = 200;

/** What a whole table would do: every row against the register and against the other rows. Nothing is changed. */
export class ImportPlan {
  readonly rows: PlannedRow[] = [];
  readonly #standing = new Map<EquipmentCode, EquipmentEntry | undefined>();
  readonly #planned = new Map<EquipmentCode, Equipment>();
  readonly #assetsTaken = new Map<string, EquipmentCode>();
  readonly #componentsTaken = new Map<string, EquipmentCode>();

  constructor(private readonly options: ImportPlanOptions) {}

  /** Plans the rows, those of parents before those of what stands under them. */
  async add(rows: readonly ImportRow[]): Promise<void> {
    await this.#read([...rows.map(({ code }) => code), ...rows.flatMap(({ patch }) => (patch.parent ? [patch.parent] : []))]);
    for (const [i, row] of this.#parentsFirst(rows).entries()) {
      if (i % BATCH === 0) await setImmediate();
      const planned = await this.#checked(this.#plan(row));
      // Nothing stands under a node that will not be there.
      if (planned.after && row.isSound) this.#planned.set(row.code, planned.after);
      this.rows.push(planned);
    }
  }

  /** What is written together or not at all: a machine with its components; anything else by itself. */
  groupOf({ row, before, after }: PlannedRow): EquipmentCode {
    const kind = after?.kind ?? before?.equipment.kind ?? row.patch.kind;
    const parent = after?.parent ?? row.patch.parent ?? before?.equipment.parent;
    return kind === "component" && parent ? parent : row.code;
  }

  #parentsFirst(rows: readonly ImportRow[]): ImportRow[] {
    const rank = ({ code, patch }: ImportRow) =>
      EQUIPMENT_KINDS.indexOf(this.#standing.get(code)?.equipment.kind ?? patch.kind ?? "component");
    return [...rows].sort((a, b) => rank(a) - rank(b));
  }

  #plan(row: ImportRow): PlannedRow {
    const { organisation, site, reason } = this.options;
    const find = (code: EquipmentCode) => this.#planned.get(code) ?? this.#standing.get(code)?.equipment;
    return planRow(row, { organisation, site, before: this.#standing.get(row.code), find, reason });
  }

  /** What one row cannot know: whether its asset is there, and whether others have what only one can have. */
  async #checked(planned: PlannedRow): Promise<PlannedRow> {
    const { after, before } = planned;
    if (!after || planned.commands.length === 0) return planned;
    const { asset, component } = after.record;
    const problems: InvalidValue[] = [];
    if (asset !== undefined && asset !== before?.equipment.record.asset) problems.push(...(await this.#assetProblems(after, asset)));
    if (component !== undefined) problems.push(...(await this.#componentProblems(after, component)));
    return problems.length > 0 ? { ...planned, commands: [], after: undefined, problems } : planned;
  }

  async #assetProblems({ code }: Equipment, asset: NonNullable<Equipment["record"]["asset"]>): Promise<InvalidValue[]> {
    const { organisation, site, assets, tree } = this.options;
    const ref = { organisation, site, asset };
    if (!(await assets.has(ref))) return [new InvalidValue("asset", asset, "the id of an asset of the register", "unknown_asset")];
    const holder = this.#assetsTaken.get(asset) ?? (await tree.machineOf(ref))?.equipment.code;
    if (holder !== undefined && holder !== code)
      return [new InvalidValue("asset", asset, `an asset that no other machine has: ${holder} has it`, "asset_taken")];
    this.#assetsTaken.set(asset, code);
    return [];
  }

  async #componentProblems({ code, parent, organisation, site }: Equipment, component: string): Promise<InvalidValue[]> {
    if (parent === undefined) return [];
    const place = JSON.stringify([parent, component]);
    const holder =
      this.#componentsTaken.get(place) ??
      (await this.options.tree.componentOf({ organisation, site, code: parent }, component))?.equipment.code;
    if (holder !== undefined && holder !== code) {
      const limit = `a word that no other component of the machine has: ${holder} has it`;
      return [new InvalidValue("component", component, limit, "component_taken")];
    }
    this.#componentsTaken.set(place, code);
    return [];
  }

  async #read(codes: readonly EquipmentCode[]): Promise<void> {
    const { organisation, site, tree } = this.options;
    const missing = [...new Set(codes)].filter((code) => !this.#standing.has(code));
    for (let at = 0; at < missing.length; at += BATCH) {
      await setImmediate();
      const batch = missing.slice(at, at + BATCH);
      const entries = await Promise.all(batch.map((code) => tree.find({ organisation, site, code })));
      for (const [i, code] of batch.entries()) this.#standing.set(code, entries[i]);
    }
  }
}
