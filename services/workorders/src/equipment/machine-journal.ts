import {
  type Advisory,
  type AssetRef,
  assetKey,
  type Equipment,
  type EquipmentEvent,
  isStanding,
  type PastOrder,
  pastOrderTime,
  type Verdict,
  type WorkOrder,
  type WorkOrderEvent,
  type WorkOrderSummary,
} from "@phm/domain";
import { type EquipmentTimeline, machineEventId } from "./equipment-timeline.js";
import type { EquipmentTree } from "./equipment-tree.js";
import { type Places, storedEvent } from "./stored-equipment.js";

interface Page {
  readonly limit: number;
  readonly cursor?: string;
}

/** What the journal reads of the orders and advisories of this service. */
export interface MachineRecords {
  /** Newest first. */
  orders(ref: AssetRef, page: Page): Promise<{ orders: WorkOrder[]; nextCursor?: string }>;
  /** What lists show of those that stand, newest first. */
  standing(ref: AssetRef, page: Page): Promise<{ summaries: WorkOrderSummary[]; nextCursor?: string }>;
  order(ref: AssetRef, id: string): Promise<WorkOrder>;
  /** All events of the order after one of its events, oldest first. */
  eventsAfter(order: WorkOrder, sequence: number): Promise<WorkOrderEvent[]>;
  verdictOn(order: WorkOrder): Promise<Verdict | undefined>;
  advisories(ref: AssetRef, page: Page): Promise<{ advisories: Advisory[]; nextCursor?: string }>;
}

export interface MachineJournalOptions {
  readonly tree: EquipmentTree;
  readonly timeline: EquipmentTimeline;
  readonly records: MachineRecords;
}

/** The node that something on an asset happened to. */
interface Scene {
  readonly node: Equipment;
  readonly under: Places;
}

const PAGE = 100;

/** Puts what happens to assets on the time lines of their machines. Everything is known by an id of its own, so nothing is there twice. */
export class MachineJournal {
  constructor(private readonly options: MachineJournalOptions) {}

  /** Notes what of the order's history is not on record yet; nothing where no machine has the asset. */
  async noteOrder(order: WorkOrder): Promise<void> {
    const scene = await this.#sceneOf(order.ref, order.component);
    if (!scene) return;
    for (const event of await this.#unnoted(order)) await this.#note(scene, orderEvent(order, event));
    if (isStanding(order)) return;
    const verdict = await this.options.records.verdictOn(order);
    if (verdict) await this.#note(scene, verdictEvent(verdict));
  }

  async noteAdvisory(advisory: Advisory): Promise<void> {
    const scene = await this.#sceneOf(advisory.ref, advisory.component);
    if (scene) await this.#note(scene, advisoryEvent(advisory));
  }

  /** Notes work of before this suite ran; nothing where no machine has the asset. */
  async notePastOrder(order: PastOrder): Promise<void> {
    const scene = await this.#sceneOf(order.ref, order.component ?? "");
    if (scene) await this.#note(scene, pastOrderEvent(order));
  }

  /** Notes everything that is known of the asset. */
  async catchUp(ref: AssetRef): Promise<void> {
    const { records } = this.options;
    for await (const order of pages(
      (page) => records.orders(ref, page),
      ({ orders }) => orders,
    ))
      await this.noteOrder(order);
    for await (const each of pages(
      (page) => records.advisories(ref, page),
      ({ advisories }) => advisories,
    ))
      await this.noteAdvisory(each);
  }

  /** Notes what has happened to the asset's standing orders since they were last told of. Events are noted in order: the latest tells. */
  async catchUpStanding(ref: AssetRef): Promise<void> {
    const { records, timeline } = this.options;
    for await (const { id, eventCount } of pages(
      (page) => records.standing(ref, page),
      ({ summaries }) => summaries,
    ))
      if (!(await timeline.has(orderEventId({ ref, id }, { sequence: eventCount })))) await this.noteOrder(await records.order(ref, id));
  }

  async #sceneOf(ref: AssetRef, component: string): Promise<Scene | undefined> {
    const { tree } = this.options;
    const machine = await tree.machineOf(ref);
    if (!machine) return undefined;
    const part = await tree.componentOf(machine.equipment, component);
    const node = (part ?? machine).equipment;
    return { node, under: await tree.placesOf(node) };
  }

  /** Oldest first. An order carries its latest events: where these do not reach back to what is noted, the whole history is read. */
  async #unnoted(order: WorkOrder): Promise<WorkOrderEvent[]> {
    const noted = await this.#lastNoted(order);
    const carried = order.history.filter(({ sequence }) => sequence > noted);
    return carried.length === order.eventCount - noted ? carried : this.options.records.eventsAfter(order, noted);
  }

  /** Number of the latest event that is noted; 0: none. Events are noted in their order, so what is older is noted too. */
  async #lastNoted(order: WorkOrder): Promise<number> {
    for (const event of order.history.toReversed()) {
      if (await this.options.timeline.has(orderEventId(order, event))) return event.sequence;
    }
    return 0;
  }

  async #note({ node, under }: Scene, event: Omit<EquipmentEvent, "node">): Promise<void> {
    const { organisation, site, code } = node;
    await this.options.timeline.note([storedEvent({ ...event, node: { organisation, site, code } }, under)]);
  }
}

async function* pages<P extends { readonly nextCursor?: string }, T>(read: (page: Page) => Promise<P>, itemsOf: (page: P) => readonly T[]) {
  let cursor: string | undefined;
  do {
    const page: P = await read({ limit: PAGE, ...(cursor === undefined ? {} : { cursor }) });
    yield* itemsOf(page);
    cursor = page.nextCursor;
  } while (cursor !== undefined);
}

function orderEventId({ ref, id }: Pick<WorkOrder, "ref" | "id">, { sequence }: Pick<WorkOrderEvent, "sequence">): string {
  return machineEventId(ref, "order", `${id}:${String(sequence).padStart(9, "0")}`);
}

function orderEvent(order: WorkOrder, event: WorkOrderEvent): Omit<EquipmentEvent, "node"> {
  const { kind, state, timeNs, actor, note } = event;
  const changes = [
    { field: "event", before: "", after: kind },
    ...(state === undefined ? [] : [{ field: "state", before: "", after: state }]),
  ];
  return { id: orderEventId(order, event), kind: "order", timeNs, actor, note, subject: order.id, changes };
}

function verdictEvent(verdict: Verdict): Omit<EquipmentEvent, "node"> {
  const { ref, workOrder, timeNs, actor, workDone, result, failureMode, mechanism, cause } = verdict;
  const facts = Object.entries({ result, failureMode, mechanism, cause }).filter(([, value]) => value !== undefined);
  const changes = facts.map(([field, value]) => ({ field, before: "", after: String(value) }));
  return {
    id: machineEventId(ref, "verdict", workOrder),
    ...{ kind: "verdict", timeNs, actor, note: workDone, subject: workOrder, changes },
  };
}

function advisoryEvent(advisory: Advisory): Omit<EquipmentEvent, "node"> {
  const { ref, id, timeNs, ruleVersion, tier, failureMode, reasonEn } = advisory;
  const changes = Object.entries({ tier, failureMode }).map(([field, after]) => ({ field, before: "", after }));
  return {
    id: machineEventId(ref, "advisory", `${assetKey(ref)}:${id}`),
    ...{ kind: "advisory", timeNs, actor: ruleVersion, note: reasonEn, subject: id, changes },
  };
}

function pastOrderEvent(order: PastOrder): Omit<EquipmentEvent, "node"> {
  const { ref, number, kind, title, workDone, code, failureMode, mechanism, cause } = order;
  const facts = Object.entries({ kind, code, failureMode, mechanism, cause }).filter(([, value]) => value !== undefined);
  const changes = facts.map(([field, value]) => ({ field, before: "", after: String(value) }));
  const note = workDone === undefined ? title : `${title}: ${workDone}`;
  return {
    id: machineEventId(ref, "past_order", number),
    ...{ kind: "past_order", timeNs: pastOrderTime(order), actor: "", note, subject: number, changes },
  };
}
