import {
  applyEquipmentCommand,
  type Equipment,
  type EquipmentCode,
  type EquipmentCommand,
  type EquipmentEntry,
  type EquipmentEvent,
  type EquipmentEventKind,
  type EquipmentKey,
  type EquipmentNews,
  equipmentKey,
  InvalidValue,
  type TimeNs,
} from "@phm/domain";
import { type Collection, DuplicateKey, type Logger, retryOnConflict, type Stored } from "@phm/service-kit";
import { type EquipmentAftermath, type MachineAssets, pendingAfter } from "./equipment-aftermath.js";
import { checkChange, conflictOf, type EquipmentChange, mayBeRepetition } from "./equipment-change.js";
import { changeEventId, costEventId, type EquipmentTimeline } from "./equipment-timeline.js";
import { type EquipmentTree, unknownEquipment } from "./equipment-tree.js";
import { NOTHING_PENDING, readEntry, type StoredEquipment, type StoredEvent, storedEquipment, storedEvent } from "./stored-equipment.js";

/** From the node as it stands, undefined where there is none, to what is to be done with it. @throws to refuse */
export type DecideEquipment = (before: Equipment | undefined) => readonly EquipmentCommand[];

export interface EquipmentBookOptions {
  readonly nodes: Collection<StoredEquipment>;
  readonly tree: EquipmentTree;
  readonly timeline: EquipmentTimeline;
  readonly aftermath: EquipmentAftermath;
  readonly assets: Pick<MachineAssets, "has">;
  readonly nowNs: () => TimeNs;
  /** Told of each piece of news, for the figures. */
  readonly changed: (kind: EquipmentEventKind) => void;
  readonly logger: Logger;
}

/**
 * The equipment register of all sites, one document a node. A change, its events and what else it calls for are one write; what it
 * calls for is done afterwards, at once or by the upkeep.
 */
export class EquipmentBook {
  constructor(private readonly options: EquipmentBookOptions) {}

  /**
   * Changes a node. What says nothing new changes nothing, so a caller that got no answer can repeat.
   * @throws ServiceError not_found; conflict naming who changed the node last and when
   * @throws InvalidValue with field, value, limit and reason where a rule is broken
   */
  async change(key: EquipmentKey, change: EquipmentChange, decide: DecideEquipment): Promise<EquipmentEntry> {
    checkChange(change);
    return retryOnConflict(async () => {
      const stored = await this.options.nodes.get(equipmentKey(key));
      const before = stored && readEntry(stored.value);
      const conflict = conflictOf(key, before, change);
      if (conflict && !mayBeRepetition(before, change)) throw conflict;
      const commands = await this.#withoutBooked(key, stored, decide(before?.equipment));
      if (!before && !commands.some(({ kind }) => kind === "register")) throw unknownEquipment(key);
      const { equipment, news } = await this.#applied(key, before?.equipment, commands);
      if (before && news.length === 0) return before;
      if (conflict) throw conflict;
      return this.#write(stored, equipment as Equipment, news, change);
    });
  }

  /** Costs are known by their ids for good: those that are booked already are left out. */
  async #withoutBooked(key: EquipmentKey, stored: Stored<StoredEquipment> | undefined, commands: readonly EquipmentCommand[]) {
    const fresh: EquipmentCommand[] = [];
    for (const command of commands) {
      const id = command.kind === "book_cost" ? costEventId(key, command.entry.id) : undefined;
      const isPending = stored?.value.pending?.events.some(({ event }) => event.id === id);
      if (id === undefined || !(isPending || (await this.options.timeline.has(id)))) fresh.push(command);
    }
    return fresh;
  }

  async #applied(key: EquipmentKey, before: Equipment | undefined, commands: readonly EquipmentCommand[]) {
    const parents = await this.#parentsNamed(key, commands);
    let equipment = before;
    const news: EquipmentNews[] = [];
    for (const command of commands) {
      const outcome = applyEquipmentCommand(key, equipment, command, (code) => parents.get(code));
      equipment = outcome.equipment;
      news.push(...outcome.news);
    }
    await this.#checkAsset(before, equipment);
    return { equipment, news };
  }

  async #parentsNamed({ organisation, site }: EquipmentKey, commands: readonly EquipmentCommand[]): Promise<Map<EquipmentCode, Equipment>> {
    const codes = commands.flatMap((command) => ("parent" in command && command.parent !== undefined ? [command.parent] : []));
    const found = await Promise.all(codes.map((code) => this.options.tree.find({ organisation, site, code })));
    return new Map(found.flatMap((entry) => (entry ? [[entry.equipment.code, entry.equipment] as const] : [])));
  }

  async #checkAsset(before: Equipment | undefined, after: Equipment | undefined): Promise<void> {
    const asset = after?.record.asset;
    if (!after || asset === undefined || asset === before?.record.asset) return;
    const { organisation, site } = after;
    if (await this.options.assets.has({ organisation, site, asset })) return;
    throw new InvalidValue("asset", asset, "the id of an asset of the register", "unknown_asset");
  }

  async #write(
    stored: Stored<StoredEquipment> | undefined,
    equipment: Equipment,
    news: readonly EquipmentNews[],
    { actor, note }: EquipmentChange,
  ): Promise<EquipmentEntry> {
    const { aftermath, changed, logger, nowNs } = this.options;
    const before = stored && readEntry(stored.value);
    const entry = { equipment, revision: (before?.revision ?? 0) + 1, changedBy: actor.trim(), changedNs: nowNs() };
    const events = await this.#placed(before?.equipment, entry, news, note);
    const pending = pendingAfter(stored?.value.pending ?? NOTHING_PENDING, before?.equipment, equipment, events);
    const written = await this.#put(stored, entry, storedEquipment(entry, pending));
    for (const { kind } of news) changed(kind);
    await aftermath.settle(written).catch((error: unknown) => {
      logger.warn({ err: error, code: equipment.code }, "a change of equipment could not be told, tried again later");
    });
    return entry;
  }

  async #placed(
    before: Equipment | undefined,
    entry: EquipmentEntry,
    news: readonly EquipmentNews[],
    note: string,
  ): Promise<StoredEvent[]> {
    const { tree } = this.options;
    const places = await tree.placesOf(entry.equipment);
    const oldPlaces = before ? await tree.placesOf(before) : places;
    return news.map((each, i) => storedEvent(eventOf(entry, each, i, note), each.kind === "moved_away" ? oldPlaces : places));
  }

  async #put(
    stored: Stored<StoredEquipment> | undefined,
    { equipment }: EquipmentEntry,
    next: StoredEquipment,
  ): Promise<Stored<StoredEquipment>> {
    const { asset, component } = equipment.record;
    try {
      return await this.options.nodes.put(equipmentKey(equipment), next, stored?.version ?? 0);
    } catch (error) {
      if (!(error instanceof DuplicateKey)) throw error;
      if (error.index === "one_asset") throw new InvalidValue("asset", asset, "an asset that no other machine has", "asset_taken");
      throw new InvalidValue("component", component, "a word that no other component of the machine has", "component_taken");
    }
  }
}

function eventOf(entry: EquipmentEntry, news: EquipmentNews, number: number, note: string): EquipmentEvent {
  const { equipment, revision, changedBy, changedNs } = entry;
  const { organisation, site, code } = equipment;
  const node = { organisation, site, code };
  const id = news.cost ? costEventId(node, news.cost.id) : changeEventId(node, revision, number);
  return { id, node, actor: changedBy, note, timeNs: changedNs, ...news };
}
