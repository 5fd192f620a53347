import { applyStockCommand, type StockCommand, type StockedPart } from "@phm/advisory";
import {
  type AssetRef,
  type FailureMode,
  InvalidValue,
  isNeededFor,
  type OrganisationId,
  type PlacedPart,
  type SiteId,
  type SparePart,
  storedTime,
  type TimeNs,
} from "@phm/domain";
import { type Collection, type JsonObject, retryOnConflict, type Series, ServiceError, VersionConflict } from "@phm/service-kit";
import { type PartRecord, partOf, readPart, type StoredMovement, type StoredPart, stockOf, storedPart } from "./stored-part.js";

/** Which part, and whose. */
export interface PartKey {
  readonly organisation: OrganisationId;
  readonly site: SiteId;
  readonly id: string;
}

/** A movement to book. */
export interface Movement {
  /** Given by the caller, so that a repetition is known. */
  readonly id: string;
  readonly command: StockCommand;
  readonly actor: string;
  readonly note: string;
}

export interface BookedMovement extends Movement {
  readonly timeNs: TimeNs;
}

export interface PageRequest {
  readonly limit: number;
  readonly cursor?: string;
}

/** Movements that the document itself remembers; a caller repeats at once or within the hour, not after so many others. */
const MAX_RECENT = 50;
/** A site that lacks more parts than this at once has another problem than one repair. */
const MAX_MISSING = 500;
const MAX_NOTE = 1_000;

/**
 * The spare parts of all sites. A movement and the stock after it are one write; the history is a series that is appended to afterwards,
 * and completed from the document with the next movement or reading when a crash has come between.
 */
export class PartStore {
  constructor(
    private readonly parts: Collection<StoredPart>,
    private readonly movements: Series<JsonObject>,
    private readonly nowNs: () => TimeNs,
  ) {}

  /** @throws ServiceError not_found */
  async get(key: PartKey): Promise<PartRecord> {
    const stored = await this.parts.get(keyOf(key));
    if (!stored)
      throw new ServiceError("not_found", `there is no part ${key.id} at ${key.site}`, {
        reason: "unknown_part",
        field: "id",
        value: key.id,
      });
    return readPart(stored);
  }

  /**
   * Adds a part or changes its record; the stock stays.
   * @param expectedVersion the version that the change was made from; 0: the part is new
   * @throws ServiceError conflict when somebody else was first
   */
  async put(part: SparePart, expectedVersion: number): Promise<PartRecord> {
    const id = keyOf(part);
    const stored = await this.parts.get(id);
    if ((stored?.version ?? 0) !== expectedVersion) throw conflict(part.id, stored?.version ?? 0, expectedVersion);
    try {
      return readPart(await this.parts.put(id, storedPart(part, stockOf(stored?.value), stored?.value.recent ?? []), expectedVersion));
    } catch (error) {
      if (error instanceof VersionConflict) throw conflict(part.id, undefined, expectedVersion);
      throw error;
    }
  }

  async list(
    organisation: OrganisationId,
    site: SiteId,
    onlyShort: boolean,
    page: PageRequest,
  ): Promise<{ records: PartRecord[]; nextCursor?: string }> {
    const where = { organisation, site, ...(onlyShort ? { short: true } : {}) };
    const { items, nextCursor } = await this.parts.query({ where, sort: [{ field: "part", direction: "asc" }], ...page });
    const records = items.map(readPart);
    return nextCursor === undefined ? { records } : { records, nextCursor };
  }

  /** Books a movement; the same id again changes nothing. @throws InvalidValue as `applyStockCommand`, ServiceError not_found */
  move(key: PartKey, movement: Movement): Promise<PartRecord> {
    return this.decide(key, () => movement);
  }

  /** Books what is decided on by the stock as it is then, if anything. @throws as `move` */
  async decide(key: PartKey, movementFor: (record: PartRecord) => Movement | undefined): Promise<PartRecord> {
    const record = await retryOnConflict(async () => {
      const stored = await this.parts.get(keyOf(key));
      if (!stored) return this.get(key);
      const movement = movementFor(readPart(stored));
      if (!movement) return readPart(stored);
      checkMovement(movement);
      const { value, version } = stored;
      if (value.recent.some(({ id }) => id === movement.id)) return readPart(stored);
      const stock = applyStockCommand(stockOf(value), movement.command);
      const recent = [...value.recent, storedMovement(movement, this.nowNs())].slice(-MAX_RECENT);
      return readPart(await this.parts.put(keyOf(key), storedPart(partOf(value), stock, recent), version));
    });
    await this.#complete(key);
    return record;
  }

  /** What `move` would throw. */
  async rehearse(key: PartKey, command: StockCommand): Promise<void> {
    applyStockCommand((await this.get(key)).stock, command);
  }

  /** Gives up all that is put by for an order which has ended. Again it changes nothing. */
  async releaseAll({ organisation, site }: Omit<PartKey, "id">, order: string, actor: string): Promise<void> {
    let cursor: string | undefined;
    do {
      const where = { organisation, site, reserved: true };
      const page = await this.parts.query({ where, limit: MAX_MISSING, ...(cursor ? { cursor } : {}) });
      for (const { value } of page.items) {
        const own = stockOf(value).reservations.filter((each) => each.order === order);
        for (const { store } of own) {
          const movement = { id: `${order}:released:${store}`, command: { kind: "release", store, order } as const, actor, note: "" };
          await this.move({ organisation, site, id: value.part }, movement);
        }
      }
      cursor = page.nextCursor;
    } while (cursor !== undefined);
  }

  /** What was booked on a part, newest first. */
  async history(key: PartKey, page: PageRequest): Promise<{ movements: BookedMovement[]; nextCursor?: string }> {
    await this.get(key);
    await this.#complete(key);
    const { points, nextCursor } = await this.movements.range(keyOf(key), { order: "desc", ...page });
    const movements = points.map(({ value, timeNs }) => ({ ...(value as unknown as StoredMovement & Movement), timeNs }));
    return nextCursor === undefined ? { movements } : { movements, nextCursor };
  }

  /**
   * What repairs of these failure modes on this machine need and nobody can promise.
   * @param placed what is in the machine by its bill of materials
   */
  async missingFor(
    { organisation, site, asset }: AssetRef,
    modes: readonly FailureMode[],
    placed: readonly PlacedPart[] = [],
  ): Promise<StockedPart[]> {
    const where = { organisation, site, missing: true };
    const { items } = await this.parts.query({ where, limit: MAX_MISSING });
    const onBill = new Set(placed.map(({ part }) => part));
    return items
      .map((stored) => ({ ...readPart(stored), onBill: onBill.has(stored.value.part) }))
      .filter((each) => modes.some((mode) => isNeededFor(each.part, asset, mode, each.onBill)));
  }

  /** Appends what the document remembers and the history may lack: the same point again is harmless. */
  async #complete(key: PartKey): Promise<void> {
    const stored = await this.parts.get(keyOf(key));
    const points = (stored?.value.recent ?? []).map((each) => ({ timeNs: BigInt(each.timeNs), id: each.id, value: each as JsonObject }));
    if (points.length > 0) await this.movements.append(keyOf(key), points);
  }
}

function keyOf({ organisation, site, id }: PartKey): string {
  return `${organisation}:${site}:${id}`;
}

function storedMovement({ id, command, actor, note }: Movement, timeNs: TimeNs): StoredMovement {
  return { id, timeNs: storedTime(timeNs), actor, note, command: { ...command } as JsonObject };
}

function checkMovement({ id, actor, note }: Movement): void {
  if (id.trim() === "" || id.length > 100) throw new InvalidValue("movement.id", id, "1 to 100 characters");
  if (actor.trim() === "" || actor.length > 100) throw new InvalidValue("movement.actor", actor, "1 to 100 characters");
  if (note.length > MAX_NOTE) throw new InvalidValue("movement.note", note, `at most ${MAX_NOTE} characters`);
}

function conflict(id: string, version: number | undefined, expected: number): ServiceError {
  const standing = version === undefined ? "has just been changed" : `has version ${version}`;
  return new ServiceError("conflict", `part ${id} ${standing}, not version ${expected}`, {
    field: "expectedVersion",
    value: String(expected),
    ...(version === undefined ? {} : { limit: String(version) }),
    retryable: false,
  });
}
