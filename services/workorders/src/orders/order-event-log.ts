import { WorkOrderEventSchema, workOrderEventFromWire, workOrderEventToWire } from "@phm/contracts";
import { InvalidValue, type WorkOrder, type WorkOrderEvent } from "@phm/domain";
import { fromStored, type JsonObject, type Series, toStored } from "@phm/service-kit";

/** Numbers of an order's events, so that they sort as texts. */
const DIGITS = 9;
const CURSOR = /^\d{1,9}$/;

export interface EventPage {
  readonly events: readonly WorkOrderEvent[];
  readonly nextCursor?: string;
}

/**
 * The whole history of every order: what an order no longer carries itself is kept here. Events are placed by their number, as several of
 * an order may share a time.
 */
export class OrderEventLog {
  constructor(private readonly series: Series<JsonObject>) {}

  /** Keeps what the order carries before a change and not after it. Before the change is written: the same event again is harmless. */
  async keep(before: WorkOrder, after: WorkOrder): Promise<void> {
    const carried = new Set(after.history.map(({ sequence }) => sequence));
    const dropped = before.history.filter(({ sequence }) => !carried.has(sequence));
    if (dropped.length > 0) await this.series.append(keyOf(before), dropped.map(pointOf));
  }

  /** Oldest first. @throws InvalidValue for a cursor that is none of ours */
  async list(order: WorkOrder, { limit, cursor = "0" }: { readonly limit: number; readonly cursor?: string }): Promise<EventPage> {
    if (!CURSOR.test(cursor)) throw new InvalidValue("cursor", cursor, "the cursor of the page before", "bad_cursor");
    const after = Number(cursor);
    const { points } = await this.series.range(keyOf(order), { fromNs: BigInt(after + 1), limit });
    const found = new Map(points.map(({ value, timeNs }) => [Number(timeNs), eventOf(value)]));
    for (const event of order.history) if (event.sequence > after) found.set(event.sequence, event);
    const events = [...found.values()].sort((a, b) => a.sequence - b.sequence).slice(0, limit);
    const last = events.at(-1)?.sequence ?? order.eventCount;
    return last < order.eventCount ? { events, nextCursor: String(last) } : { events };
  }
}

const keyOf = ({ ref, id }: WorkOrder): string => `${ref.organisation}:${id}`;

function pointOf(event: WorkOrderEvent) {
  const { sequence } = event;
  const value = toStored(WorkOrderEventSchema, workOrderEventToWire(event));
  return { timeNs: BigInt(sequence), id: String(sequence).padStart(DIGITS, "0"), value };
}

function eventOf(value: JsonObject): WorkOrderEvent {
  return workOrderEventFromWire(fromStored(WorkOrderEventSchema, value));
}
