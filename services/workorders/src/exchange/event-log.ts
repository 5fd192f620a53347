import { createHash } from "node:crypto";
import { atPath, type JsonPart } from "@phm/advisory";
import type { EventOutcome } from "@phm/contracts";
import { type EnterpriseSystem, storedTime, type TimeNs } from "@phm/domain";
import { type Collection, type CollectionSpec, retryOnConflict, ServiceError } from "@phm/service-kit";
import { type SystemKey, systemId } from "./system-book.js";

/** What a system told, and what became of it. */
export type StoredEvent = {
  readonly organisation: string;
  readonly site: string;
  readonly system: string;
  readonly id: string;
  readonly outcome: EventOutcome;
  readonly reason: string;
  readonly receivedNs: string;
  /** As it came in. */
  readonly body: string;
};

export const EVENT_COLLECTION: CollectionSpec = {
  name: "exchange_events",
  indexes: [
    { name: "by_time", fields: ["organisation", "site", "system", "receivedNs"] },
    { name: "by_outcome", fields: ["organisation", "site", "system", "outcome", "receivedNs"] },
  ],
};

/** The events of other systems, each once. */
export class EventLog {
  constructor(private readonly events: Collection<StoredEvent>) {}

  /** Theirs, where the event has one that can be read; else that of its content, so that it can be shown and repeated all the same. */
  idOf({ inbound }: EnterpriseSystem, body: JsonPart): string {
    const given = inbound.id === undefined ? undefined : atPath(body, inbound.id);
    if ((typeof given === "string" && /^[\x20-\x7e]{1,200}$/.test(given)) || typeof given === "number") return String(given);
    return `sha256-${createHash("sha256").update(JSON.stringify(body)).digest("hex")}`;
  }

  async find(key: SystemKey, id: string): Promise<StoredEvent | undefined> {
    return (await this.events.get(eventId(key, id)))?.value;
  }

  /** @throws ServiceError not_found */
  async get(key: SystemKey, id: string): Promise<StoredEvent> {
    const found = await this.find(key, id);
    if (found) return found;
    throw new ServiceError("not_found", `${key.id} has told of no event ${id}`, { field: "id", value: id });
  }

  async put(key: SystemKey, event: Pick<StoredEvent, "id" | "outcome" | "reason" | "body">, nowNs: TimeNs): Promise<StoredEvent> {
    const { organisation, site, id: system } = key;
    return retryOnConflict(async () => {
      const stored = await this.events.get(eventId(key, event.id));
      const value = { organisation, site, system, ...event, receivedNs: stored?.value.receivedNs ?? storedTime(nowNs) };
      await this.events.put(eventId(key, event.id), value, stored?.version ?? 0);
      return value;
    });
  }

  async list(
    { organisation, site, id: system }: SystemKey,
    outcome: EventOutcome | undefined,
    page: { readonly limit: number; readonly cursor?: string },
  ) {
    const where = { organisation, site, system, ...(outcome === undefined ? {} : { outcome }) };
    const { items, nextCursor } = await this.events.query({ where, sort: [{ field: "receivedNs", direction: "desc" }], ...page });
    return { events: items.map(({ value }) => value), nextCursor };
  }

  /** The oldest of those that could not be taken. */
  async refused({ organisation, site, id: system }: SystemKey, limit: number): Promise<StoredEvent[]> {
    const where = { organisation, site, system, outcome: "refused" };
    const { items } = await this.events.query({ where, sort: [{ field: "receivedNs", direction: "asc" }], limit });
    return items.map(({ value }) => value);
  }

  count({ organisation, site, id: system }: SystemKey, outcome: EventOutcome): Promise<number> {
    return this.events.count({ organisation, site, system, outcome });
  }
}

function eventId(key: SystemKey, id: string): string {
  return `${systemId(key)}:${id}`;
}
