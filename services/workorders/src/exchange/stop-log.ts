import { createHash } from "node:crypto";
import { type Collection, type CollectionSpec, retryOnConflict } from "@phm/service-kit";
import { type SystemKey, systemId } from "./system-book.js";

export type StoredStopSequence = { readonly sequence: number };

export const STOP_COLLECTION: CollectionSpec = { name: "exchange_stops", indexes: [] };

/** The latest event that was taken of each planned stop: one that was withdrawn must not come back by an older event. */
export class StopLog {
  constructor(private readonly stops: Collection<StoredStopSequence>) {}

  async isNewer(key: SystemKey, stop: string, sequence: number): Promise<boolean> {
    const stored = await this.stops.get(documentId(key, stop));
    return stored === undefined || sequence > stored.value.sequence;
  }

  async note(key: SystemKey, stop: string, sequence: number): Promise<void> {
    await retryOnConflict(async () => {
      const stored = await this.stops.get(documentId(key, stop));
      if (stored && stored.value.sequence >= sequence) return;
      await this.stops.put(documentId(key, stop), { sequence }, stored?.version ?? 0);
    });
  }
}

/** Of their id the planning's own: theirs may have any characters. */
export function stopIdOf({ id }: Pick<SystemKey, "id">, stop: string): string {
  const plain = /^[A-Za-z0-9_-]{1,50}$/.test(stop) ? stop : createHash("sha256").update(stop).digest("hex").slice(0, 40);
  return `${id}-${plain}`;
}

function documentId(key: SystemKey, stop: string): string {
  return `${systemId(key)}:${stop}`;
}
