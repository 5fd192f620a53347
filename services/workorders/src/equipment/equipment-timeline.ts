import {
  type CostEntry,
  type Equipment,
  type EquipmentEvent,
  type EquipmentEventKind,
  type EquipmentKey,
  equipmentKey,
  type OrganisationId,
  type SiteId,
} from "@phm/domain";
import { type Collection, DuplicateKey } from "@phm/service-kit";
import { readEvent, type StoredEvent } from "./stored-equipment.js";

export interface TimelineQuery {
  readonly node: Pick<Equipment, "organisation" | "site" | "code" | "kind">;
  /** Also what happened to the nodes that stood under it then. */
  readonly withChildren: boolean;
  readonly kind?: EquipmentEventKind;
  readonly limit: number;
  readonly cursor?: string;
}

const NEWEST_FIRST = [{ field: "timeNs", direction: "desc" }] as const;

/** Everything that happened to the nodes of all sites, one document an event. What is there is never changed. */
export class EquipmentTimeline {
  constructor(private readonly events: Collection<StoredEvent>) {}

  /** Puts events on record; those that are there already are left as they are. */
  async note(events: readonly StoredEvent[]): Promise<void> {
    await Promise.all(events.map((event) => this.#insert(event)));
  }

  async has(id: string): Promise<boolean> {
    return (await this.events.get(id)) !== undefined;
  }

  /** Newest first. */
  async page({ node, withChildren, kind, ...slice }: TimelineQuery): Promise<{ events: EquipmentEvent[]; nextCursor?: string }> {
    const { organisation, site, code } = node;
    // A component has nothing under it.
    const field = withChildren && node.kind !== "component" ? `under.${node.kind}` : "code";
    const where = { organisation, site, [field]: code, ...(kind ? { kind } : {}) };
    const { items, nextCursor } = await this.events.query({ where, sort: NEWEST_FIRST, ...slice });
    const events = items.map(({ value }) => readEvent(value));
    return nextCursor === undefined ? { events } : { events, nextCursor };
  }

  /** What was booked on a node, newest first. */
  async costs(
    node: TimelineQuery["node"],
    slice: { limit: number; cursor?: string },
  ): Promise<{ costs: CostEntry[]; nextCursor?: string }> {
    const { events, nextCursor } = await this.page({ node, withChildren: false, kind: "cost_booked", ...slice });
    const costs = events.flatMap(({ cost }) => (cost ? [cost] : []));
    return nextCursor === undefined ? { costs } : { costs, nextCursor };
  }

  async #insert(event: StoredEvent): Promise<void> {
    try {
      await this.events.insert(String(event.event.id), event);
    } catch (error) {
      if (!(error instanceof DuplicateKey)) throw error;
    }
  }
}

const REVISION_DIGITS = 9;

/** `org:site:code:revision:number`: text order is the order of what happened to a node. */
export function changeEventId(key: EquipmentKey, revision: number, number: number): string {
  return `${equipmentKey(key)}:${String(revision).padStart(REVISION_DIGITS, "0")}:${number}`;
}

/** `org:site:code:cost:id`: a cost is booked once. */
export function costEventId(key: EquipmentKey, id: string): string {
  return `${equipmentKey(key)}:cost:${id}`;
}

/** `org:site:what:id` of what comes from the orders and advisories on an asset. */
export function machineEventId(place: { organisation: OrganisationId; site: SiteId }, what: string, id: string): string {
  return `${place.organisation}:${place.site}:${what}:${id}`;
}
