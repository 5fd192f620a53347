import { fromBinary } from "@bufbuild/protobuf";
import { applyStockCommand, EMPTY_STOCK, EVENT_OF, ORDER_TRANSITIONS } from "@phm/advisory";
import { VerdictSchema } from "@phm/contracts";
import {
  assetKey,
  assetRef,
  isStanding,
  openWorkOrderKey,
  siteId,
  type WorkOrder,
  type WorkOrderEvent,
  type WorkOrderState,
} from "@phm/domain";
import type { Publication } from "@phm/service-kit";
import type { StoredDelivery } from "../../src/notify/delivery-log.js";
import { type OrderRecord, readRecord, type StoredOrder, storedOrder, untoldOf } from "../../src/orders/stored-order.js";
import { CHANNELS, type Office, ORGANISATION, SITE, type World } from "./office.js";
import type { Scene } from "./run-steps.js";

/** What is on record when all is done, and what of it breaks a promise. */
export interface Inspection {
  readonly orders: number;
  readonly events: number;
  /** Each names its invariant first. */
  readonly broken: readonly string[];
}

interface Kept extends OrderRecord {
  readonly stored: StoredOrder;
  /** The whole of it, from its own history and from the log. */
  readonly events: readonly WorkOrderEvent[];
}

const ALL = 500;

export async function inspect(office: Office, { published }: World, scene: Scene): Promise<Inspection> {
  const machine = assetKey(assetRef(ORGANISATION, SITE, scene.asset));
  const { items } = await office.storedOrders.query({ where: { machine }, limit: ALL });
  const kept: Kept[] = [];
  for (const { value: stored } of items) {
    const record = readRecord(stored);
    kept.push({ ...record, stored, events: (await office.orderLog.list(record.order, { limit: ALL })).events });
  }
  const told = published.filter(({ messageId }) => messageId.startsWith(`${machine}:`));
  const broken = [
    ...oneStandsForEachKey(kept),
    ...kept.flatMap((each) => [
      ...historyIsWhole(each),
      ...stepsAreLegal(each),
      ...endHasVerdict(each),
      ...isStoredAsDerived(each),
      ...everyTransitionIsTold(each, told),
    ]),
    ...(await everyTransitionReachesEachChannelOnce(office, kept, told)),
    ...(await stockAddsUp(office, scene)),
    ...(await bookedPartsAreTakenOnce(office, scene, kept)),
  ];
  return { orders: kept.length, events: kept.reduce((sum, { events }) => sum + events.length, 0), broken };
}

function oneStandsForEachKey(kept: readonly Kept[]): string[] {
  const standing = kept.filter(({ order }) => isStanding(order)).map(({ order }) => openWorkOrderKey(order));
  return repeated(standing).map((key) => `one open order: several stand for ${key}`);
}

function historyIsWhole({ order, events }: Kept): string[] {
  const numbers = events.map(({ sequence }) => sequence).join();
  const expected = Array.from({ length: order.eventCount }, (_, i) => i + 1).join();
  const isInOrder = events.every(({ timeNs }, i) => timeNs >= (events[i - 1]?.timeNs ?? 0n));
  return [
    ...(numbers === expected ? [] : [`history complete: ${order.id} has events ${numbers} of ${order.eventCount}`]),
    ...(isInOrder ? [] : [`history complete: ${order.id} has events that are older than those before them`]),
  ];
}

const PERSONS_EVENTS = new Set(Object.values(EVENT_OF));

/** Plays the history again by the table of transitions; the end is the state that the order has. */
function stepsAreLegal({ order, events }: Kept): string[] {
  let state: WorkOrderState | undefined;
  for (const event of events) {
    const next = stateAfter(state, event);
    if (next === undefined)
      return [`legal transitions: ${order.id} goes from ${state} to ${event.state} by ${event.kind} (${event.sequence})`];
    state = next;
  }
  return state === order.state ? [] : [`history complete: ${order.id} is ${order.state}, its history ends in ${state}`];
}

/** Undefined where no row of the table allows it. */
function stateAfter(before: WorkOrderState | undefined, { kind, state }: WorkOrderEvent): WorkOrderState | undefined {
  if (before === undefined) return (kind === "opened" || kind === "reopened") && state === "open" ? state : undefined;
  if (!PERSONS_EVENTS.has(kind)) return state === undefined ? before : undefined;
  const row = ORDER_TRANSITIONS.find(({ command, from }) => EVENT_OF[command] === kind && from.includes(before));
  if (!row) return undefined;
  const after = row.to ?? before;
  return state === (after === before ? undefined : after) ? after : undefined;
}

function endHasVerdict({ order, verdict }: Kept): string[] {
  const demands = order.state === "closed" || order.state === "rejected";
  if (demands === (verdict !== undefined)) return [];
  return [`closing needs a verdict: ${order.id} is ${order.state} ${verdict ? "with" : "without"} one`];
}

/** The fields that lists and the unique index go by are those that follow from the order. */
function isStoredAsDerived({ stored, ...record }: Kept): string[] {
  const { order, verdict } = record;
  const derived = JSON.stringify(sorted(storedOrder(verdict ? { order, verdict } : { order }, untoldOf(stored))));
  return derived === JSON.stringify(sorted(stored)) ? [] : [`history complete: ${order.id} is stored otherwise than its content says`];
}

const sorted = (value: object) => Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));

/** What people do, and the proof of it, is told under the event's number, what an advisory opens under the acquisition's id, a verdict under its own. */
function everyTransitionIsTold({ order, verdict, stored, events }: Kept, told: readonly Publication[]): string[] {
  const prefix = `${assetKey(order.ref)}:${order.id}:workorder:`;
  const byPerson = ({ kind, advisoryId }: WorkOrderEvent) => !(kind === "opened" && advisoryId !== undefined);
  const isNews = (event: WorkOrderEvent) => (event.state !== undefined && byPerson(event)) || event.kind === "proved";
  const expected = events.filter(isNews).map(({ sequence }) => `${prefix}${sequence}`);
  const found = [...new Set(told.map(({ messageId }) => messageId).filter((id) => id.startsWith(prefix)))];
  const opening = events[0]?.advisoryId === undefined || told.some(({ messageId }) => messageId.endsWith(`:workorder:${order.id}`));
  const verdicts = new Set(told.filter((each) => isVerdictOn(each, order)).map(({ messageId }) => messageId));
  return [
    ...expected.filter((id) => !found.includes(id)).map((id) => `outbox: ${id} was not told`),
    ...found.filter((id) => !expected.includes(id)).map((id) => `outbox: ${id} was told and is no transition`),
    ...(opening ? [] : [`outbox: the opening of ${order.id} was not told`]),
    ...(verdicts.size === (verdict ? 1 : 0) ? [] : [`outbox: ${verdicts.size} verdicts on ${order.id} were told`]),
    ...(stored.unannounced ? [`outbox: ${order.id} still has something to tell`] : []),
  ];
}

function isVerdictOn({ subject, payload }: Publication, { id }: WorkOrder): boolean {
  return subject.startsWith("phm.verdict.") && fromBinary(VerdictSchema, payload).workOrder === id;
}

/** After the broker has delivered everything, in an order of its own and some of it twice. */
async function everyTransitionReachesEachChannelOnce(
  office: Office,
  kept: readonly Kept[],
  told: readonly Publication[],
): Promise<string[]> {
  const news = told.filter(({ subject }) => subject.startsWith("phm.workorder."));
  for (const { payload, messageId } of [...news.toReversed(), ...news])
    await office.notices({ payload, messageId, stream: "s", sequence: 0 } as never, new AbortController().signal);
  const ids = new Set(kept.map(({ order }) => order.id));
  const entries = (await everyDelivery(office)).filter(({ order }) => ids.has(order));
  const transitions = [...new Set(news.map(({ messageId }) => messageId))];
  return transitions.flatMap((id) =>
    CHANNELS.flatMap((channel) => {
      const count = entries.filter((each) => each.channel === channel && each.delivery.startsWith(`${id}:`)).length;
      return count === 1 ? [] : [`outbox: ${id} has ${count} entries for ${channel}`];
    }),
  );
}

async function everyDelivery({ deliveries }: Office): Promise<StoredDelivery[]> {
  const all: StoredDelivery[] = [];
  let cursor: string | undefined;
  do {
    const page = await deliveries.list(ORGANISATION, undefined, { limit: ALL, ...(cursor === undefined ? {} : { cursor }) });
    all.push(...page.deliveries);
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  return all;
}

/** The stock is what its movements come to, none of them twice, and never below zero on the way. */
async function stockAddsUp({ parts }: Office, { part }: Scene): Promise<string[]> {
  const key = { organisation: ORGANISATION, site: siteId(SITE), id: part };
  const { stock } = await parts.get(key);
  const { movements } = await parts.history(key, { limit: ALL });
  const stocks = movements.toReversed().map(({ command }) => command);
  const broken = stock.stores.filter(({ onHand }) => onHand < 0).map(({ store }) => `stock never negative: ${part} in ${store}`);
  try {
    const derived = stocks.reduce(applyStockCommand, EMPTY_STOCK);
    if (JSON.stringify(derived) !== JSON.stringify(stock)) broken.push(`stock adds up: ${part} has ${JSON.stringify(stock)}`);
  } catch (error) {
    broken.push(`stock never negative: ${part}: ${(error as Error).message}`);
  }
  return [...broken, ...repeated(movements.map(({ id }) => id)).map((id) => `stock adds up: movement ${id} is there twice`)];
}

/** What is booked on an order has left the store, under an id of its own, or is marked as refused. */
async function bookedPartsAreTakenOnce({ parts }: Office, { part }: Scene, kept: readonly Kept[]): Promise<string[]> {
  const { movements } = await parts.history({ organisation: ORGANISATION, site: siteId(SITE), id: part }, { limit: ALL });
  const taken = movements.map(({ id }) => id);
  return kept.flatMap(({ order }) =>
    (order.work?.partBookings ?? []).flatMap(({ stock }, i) => {
      const id = `${order.id}:part:${i + 1}`;
      return stock !== "pending" && taken.includes(id) === (stock === "issued") ? [] : [`stock adds up: ${id} is ${stock}`];
    }),
  );
}

function repeated(values: readonly string[]): string[] {
  return [...new Set(values.filter((value, i) => values.indexOf(value) !== i))];
}
