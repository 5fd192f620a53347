import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import type { StoredEntry, StoredPhoto, TakenRound } from "./round-types.js";

interface Schema extends DBSchema {
  rounds: { key: string; value: TakenRound };
  entries: { key: string; value: StoredEntry; indexes: { state: string; round: string } };
  photos: { key: string; value: StoredPhoto };
}

const NAME = "phm-rounds";
const VERSION = 1;
/** A round that is over stays on the device for a week: by then what it was about is on the order. */
const KEPT_MS = 7 * 86_400_000;

/** What a phone keeps of rounds: those taken along, what was noted on them, and photos that are still to be sent. Survives the browser's end. */
export class RoundDatabase {
  private constructor(private readonly database: IDBPDatabase<Schema>) {}

  /** @param name of the database; tests use one each */
  static async open(name = NAME): Promise<RoundDatabase> {
    const database = await openDB<Schema>(name, VERSION, {
      upgrade(fresh) {
        fresh.createObjectStore("rounds", { keyPath: "id" });
        const entries = fresh.createObjectStore("entries", { keyPath: "entry.id" });
        entries.createIndex("state", "state");
        entries.createIndex("round", "entry.round");
        fresh.createObjectStore("photos", { keyPath: "sha256" });
      },
    });
    return new RoundDatabase(database);
  }

  takeAlong(round: TakenRound): Promise<unknown> {
    return this.database.put("rounds", round);
  }

  rounds(): Promise<TakenRound[]> {
    return this.database.getAll("rounds");
  }

  round(id: string): Promise<TakenRound | undefined> {
    return this.database.get("rounds", id);
  }

  /** Keeps an entry with its photos as one: either all of it is on the device or nothing. */
  async note(noted: StoredEntry, photos: readonly StoredPhoto[]): Promise<void> {
    const change = this.database.transaction(["entries", "photos"], "readwrite", { durability: "strict" });
    for (const photo of photos) void change.objectStore("photos").put(photo);
    void change.objectStore("entries").put(noted);
    await change.done;
  }

  entriesOf(round: string): Promise<StoredEntry[]> {
    return this.database.getAllFromIndex("entries", "round", round);
  }

  /** Oldest first. */
  async waiting(): Promise<StoredEntry[]> {
    const stored = await this.database.getAllFromIndex("entries", "state", "waiting");
    return stored.sort((a, b) => (a.entry.taken < b.entry.taken ? -1 : 1));
  }

  waitingCount(): Promise<number> {
    return this.database.countFromIndex("entries", "state", "waiting");
  }

  refused(): Promise<StoredEntry[]> {
    return this.database.getAllFromIndex("entries", "state", "refused");
  }

  async settle(id: string, change: Pick<StoredEntry, "state" | "report">): Promise<void> {
    const stored = await this.database.get("entries", id);
    if (stored) await this.database.put("entries", { ...stored, ...change });
  }

  photoHashes(): Promise<string[]> {
    return this.database.getAllKeys("photos");
  }

  photo(sha256: string): Promise<StoredPhoto | undefined> {
    return this.database.get("photos", sha256);
  }

  forgetPhoto(sha256: string): Promise<void> {
    return this.database.delete("photos", sha256);
  }

  /** Forgets rounds that are long over, as far as nothing of them is still to be sent or to be looked at. */
  async tidy(nowMs: number): Promise<void> {
    for (const { id, missed } of await this.rounds()) {
      const entries = await this.entriesOf(id);
      if (Date.parse(missed) + KEPT_MS > nowMs || entries.some(({ state }) => state !== "sent")) continue;
      const change = this.database.transaction(["rounds", "entries"], "readwrite");
      for (const { entry } of entries) void change.objectStore("entries").delete(entry.id);
      void change.objectStore("rounds").delete(id);
      await change.done;
    }
  }
}
