import { createHash } from "node:crypto";
import { commandsOfEvent, IllegalWorkOrderTransition, inboundEvent, type JsonPart, RoleMayNot, WorkOrderNotReady } from "@phm/advisory";
import type { EventOutcome } from "@phm/contracts";
import {
  assetId,
  checkPlannedStop,
  type EnterpriseEvent,
  type EnterpriseOrderEvent,
  type EnterpriseStopEvent,
  type EnterpriseSystem,
  InvalidValue,
  type OrderCommand,
  type PlannedStop,
  type TimeNs,
} from "@phm/domain";
import { ServiceError } from "@phm/service-kit";
import type { WorkordersMetrics } from "../metrics.js";
import type { OrderDesk } from "../orders/order-desk.js";
import type { WorkOrderBook } from "../orders/work-order-book.js";
import type { PlannedStops } from "../planning/planned-stops.js";
import type { EventLog, StoredEvent } from "./event-log.js";
import type { LocationMap } from "./location-map.js";
import { type StopLog, stopIdOf } from "./stop-log.js";
import { systemId } from "./system-book.js";
import type { TransferLog } from "./transfer-log.js";
import type { Turns } from "./turns.js";

export interface EventIntakeDependencies {
  readonly events: EventLog;
  readonly transfers: TransferLog;
  readonly locations: LocationMap;
  readonly stopLog: StopLog;
  readonly turns: Turns;
  readonly stops: PlannedStops;
  readonly orders: Pick<WorkOrderBook, "get">;
  readonly desk: Pick<OrderDesk, "change">;
  readonly metrics: Pick<WorkordersMetrics, "heard">;
  readonly nowNs: () => TimeNs;
}

interface Verdict {
  readonly outcome: EventOutcome;
  readonly reason: string;
}

export interface Taken {
  readonly event: StoredEvent;
  readonly isNew: boolean;
}

const TAKEN: Verdict = { outcome: "taken", reason: "" };
const SUPERSEDED: Verdict = { outcome: "superseded", reason: "a later event was there before it" };

/**
 * Takes what other systems tell. Events may come twice and in any order: of the events on one order, or one stop, the one with the largest
 * sequence counts. What cannot be taken is on record for people, and can be taken again.
 */
export class EventIntake {
  constructor(private readonly dependencies: EventIntakeDependencies) {}

  /** @returns what became of it; of a repetition what became of it then. @throws what says nothing of the event, such as a store that is away */
  async take(system: EnterpriseSystem, body: JsonPart): Promise<Taken> {
    const id = this.dependencies.events.idOf(system, body);
    const subject = await this.#subjectOf(system, body, id);
    return this.dependencies.turns.hold(`${systemId(system)}:${subject}`, () => this.#takeInTurn(system, body, id));
  }

  /** What an event is about: events on one order or stop are taken one after the other. */
  async #subjectOf(system: EnterpriseSystem, body: JsonPart, id: string): Promise<string> {
    const event = readable(body, system);
    if (event === undefined) return `event:${id}`;
    if (event.kind === "stop") return `stop:${event.stop}`;
    const known = await this.dependencies.transfers.find(system, event);
    return `order:${known?.order ?? event.order ?? event.number}`;
  }

  async #takeInTurn(system: EnterpriseSystem, body: JsonPart, id: string): Promise<Taken> {
    const { events, metrics, nowNs } = this.dependencies;
    const known = await events.find(system, id);
    // What was refused may have become possible.
    if (known && known.outcome !== "refused") return { event: known, isNew: false };
    const { outcome, reason } = await this.#judge(system, body);
    const event = await events.put(system, { id, outcome, reason, body: JSON.stringify(body) }, nowNs());
    metrics.heard(outcome);
    return { event, isNew: true };
  }

  /** Takes an event again that was refused. @throws ServiceError not_found */
  async retry(system: EnterpriseSystem, id: string): Promise<StoredEvent> {
    const known = await this.dependencies.events.get(system, id);
    return (await this.take(system, JSON.parse(known.body) as JsonPart)).event;
  }

  /** Takes those again that were refused, the oldest first, at most so many. */
  async retryAll(system: EnterpriseSystem, limit: number): Promise<{ readonly taken: number; readonly refused: number }> {
    const outcomes: EventOutcome[] = [];
    for (const { id } of await this.dependencies.events.refused(system, limit)) outcomes.push((await this.retry(system, id)).outcome);
    const refused = outcomes.filter((outcome) => outcome === "refused").length;
    return { taken: outcomes.length - refused, refused };
  }

  async #judge(system: EnterpriseSystem, body: JsonPart): Promise<Verdict> {
    try {
      const event = inboundEvent(body, system);
      return event.kind === "order" ? await this.#takeOrder(system, event) : await this.#takeStop(system, event);
    } catch (error) {
      if (isOfTheEvent(error)) return { outcome: "refused", reason: (error as Error).message };
      throw error;
    }
  }

  async #takeOrder(system: EnterpriseSystem, event: EnterpriseOrderEvent): Promise<Verdict> {
    const { transfers, orders } = this.dependencies;
    const known = await transfers.find(system, event);
    const orderId = known?.order ?? event.order;
    if (orderId === undefined) throw new InvalidValue("number", event.number, "of an order that they were told of", "unknown_order");
    if (known?.sequence !== undefined && event.sequence <= known.sequence) return SUPERSEDED;
    const { order } = await orders.get(system.organisation, orderId);
    if (order.ref.site !== system.site) throw new InvalidValue("order", orderId, `an order of site ${system.site}`, "unknown_order");
    for (const command of commandsOfEvent(order, event)) await this.#carryOut(system, orderId, event, command);
    await transfers.hear(system, order, event.sequence, event.number);
    return TAKEN;
  }

  /**
   * Each step has an id of its own, so that one that a crash has come after is known when the event comes again: by its kind, as the steps
   * that are left then are others.
   */
  async #carryOut(system: EnterpriseSystem, id: string, event: EnterpriseEvent, command: OrderCommand): Promise<void> {
    await this.dependencies.desk.change({
      ...{ organisation: system.organisation, id, command, role: "planner", expectedVersion: 0 },
      actor: system.id,
      commandId: `${system.id}:${digestOf(event.id)}:${command.kind}`,
    });
  }

  async #takeStop(system: EnterpriseSystem, event: EnterpriseStopEvent): Promise<Verdict> {
    const { stopLog, stops } = this.dependencies;
    if (!(await stopLog.isNewer(system, event.stop, event.sequence))) return SUPERSEDED;
    const id = stopIdOf(system, event.stop);
    const { organisation, site } = system;
    if (event.withdrawn) await stops.remove(organisation, site, id);
    else await stops.put(await this.#stopOf(system, id, event));
    await stopLog.note(system, event.stop, event.sequence);
    return TAKEN;
  }

  async #stopOf(system: EnterpriseSystem, id: string, { location, startNs = 0n, endNs = 0n, note }: EnterpriseStopEvent) {
    const { organisation, site } = system;
    const stop = { id, organisation, site, startNs, endNs, source: system.id, note };
    if (location === undefined) return checked(stop);
    const asset = await this.dependencies.locations.assetAt(system, location);
    if (asset === undefined) throw new InvalidValue("location", location, "one that is mapped to an asset", "unknown_location");
    return checked({ ...stop, asset: assetId(asset) });
  }
}

/** Theirs may be longer than a command's id. */
function digestOf(eventId: string): string {
  return createHash("sha256").update(eventId).digest("hex").slice(0, 32);
}

function readable(body: JsonPart, system: EnterpriseSystem): EnterpriseEvent | undefined {
  try {
    return inboundEvent(body, system);
  } catch (error) {
    if (error instanceof InvalidValue) return undefined;
    throw error;
  }
}

function checked(stop: PlannedStop): PlannedStop {
  checkPlannedStop(stop);
  return stop;
}

/** What another attempt on the same data would come to again. */
function isOfTheEvent(error: unknown): boolean {
  if (error instanceof InvalidValue || error instanceof RoleMayNot || error instanceof WorkOrderNotReady) return true;
  if (error instanceof IllegalWorkOrderTransition) return true;
  return error instanceof ServiceError && ["not_found", "failed_precondition", "invalid_argument"].includes(error.code);
}
