import { randomBytes } from "node:crypto";
import { isSuppressing } from "@phm/advisory";
import { SuppressionSchema, suppressionFromWire, suppressionToWire } from "@phm/contracts";
import {
  type AssetRef,
  assetKey,
  checkSuppression,
  checkWords,
  type FailureMode,
  formatTimeNs,
  type PointId,
  type Suppression,
  storedTime,
  type TimeNs,
} from "@phm/domain";
import {
  type Collection,
  type CollectionSpec,
  DuplicateKey,
  fromStored,
  type JsonObject,
  retryOnConflict,
  ServiceError,
  type Stored,
  toStored,
} from "@phm/service-kit";
import type { MachineClock } from "../advise/machine-clock.js";

/** A suppression with what it is found by. */
export type StoredSuppression = {
  readonly organisation: string;
  readonly site: string;
  readonly asset: string;
  readonly sinceNs: string;
  readonly untilNs: string;
  /** Asset, point and failure mode, held until it is lifted or a later one takes its place. */
  readonly faultKey?: string;
  /** `untilNs`, left out where it was lifted: what nobody has lifted is looked up by it. */
  readonly standsUntilNs?: string;
  /** In the JSON form of the contract. */
  readonly suppression: JsonObject;
};

export const SUPPRESSION_COLLECTION: CollectionSpec = {
  name: "suppressions",
  indexes: [
    { name: "one_a_fault", fields: ["faultKey"], unique: true },
    { name: "by_asset", fields: ["organisation", "site", "asset", "sinceNs"] },
    { name: "by_organisation", fields: ["organisation", "sinceNs"] },
    { name: "standing", fields: ["organisation", "site", "asset", "standsUntilNs"] },
  ],
};

/** Of one machine: its points times its failure modes are not many more. */
const MAX_STANDING = 200;
const ID_BYTES = 6;

/** What to suppress, until when, who says so and why. */
export interface SuppressionRequest {
  readonly ref: AssetRef;
  /** Absent: at any point of the machine. */
  readonly point?: PointId;
  readonly failureMode: FailureMode;
  readonly untilNs: TimeNs;
  readonly actor: string;
  readonly reason: string;
}

export interface SuppressionQuery {
  readonly organisation: string;
  readonly site: string;
  readonly asset: string;
  /** Only what stands then; left out: all. */
  readonly standingAtNs?: TimeNs;
  readonly limit: number;
  readonly cursor?: string;
}

export interface SuppressionPage {
  readonly suppressions: Suppression[];
  readonly nextCursor?: string;
}

/** Which faults open no orders for a while. At most one stands for an asset, point and failure mode; none is ever deleted. */
export class SuppressionBook {
  constructor(
    private readonly suppressions: Collection<StoredSuppression>,
    private readonly clock: MachineClock,
  ) {}

  /**
   * The same by the same person again changes nothing.
   * @throws InvalidValue naming the field, ServiceError conflict naming the one that stands
   */
  async add(request: SuppressionRequest): Promise<Suppression> {
    const sinceNs = await this.clock.nowOf(request.ref);
    const actor = request.actor.trim();
    const suppression: Suppression = { ...request, id: newId(), actor, reason: request.reason.trim(), sinceNs };
    checkSuppression(suppression);
    const standing = await this.holding(suppression);
    if (standing && isSuppressing(standing.suppression, sinceNs)) return sameOrConflict(standing.suppression, suppression);
    if (standing) await this.release(standing.stored);
    try {
      return read(await this.suppressions.insert(documentId(suppression), stored(suppression)));
    } catch (error) {
      if (!(error instanceof DuplicateKey)) throw error;
      const first = await this.holding(suppression);
      if (first) return sameOrConflict(first.suppression, suppression);
      throw error;
    }
  }

  /** Ends a suppression before its time; lifting it again changes nothing. @throws ServiceError not_found, InvalidValue */
  async lift(organisation: string, id: string, actor: string, reason: string): Promise<Suppression> {
    checkWords("actor", actor);
    checkWords("reason", reason);
    return retryOnConflict(async () => {
      const found = await this.suppressions.get(`${organisation}:${id}`);
      if (!found) throw new ServiceError("not_found", `there is no suppression ${id}`, { field: "id", value: id });
      const suppression = read(found);
      if (suppression.lifted) return suppression;
      const timeNs = await this.clock.nowOf(suppression.ref);
      const lifted = { ...suppression, lifted: { actor: actor.trim(), timeNs, reason: reason.trim() } };
      return read(await this.suppressions.put(found.id, stored(lifted), found.version));
    });
  }

  /** What stands for a machine at a time. */
  async standing({ organisation, site, asset }: AssetRef, timeNs: TimeNs): Promise<Suppression[]> {
    const where = { organisation, site, asset, standsUntilNs: { gt: storedTime(timeNs) } };
    const { items } = await this.suppressions.query({ where, limit: MAX_STANDING });
    return items.map(read).filter((each) => isSuppressing(each, timeNs));
  }

  /** Newest first. */
  async list({ organisation, site, asset, standingAtNs, limit, cursor }: SuppressionQuery): Promise<SuppressionPage> {
    const place = { organisation, ...(site ? { site } : {}), ...(asset ? { asset } : {}) };
    const { items, nextCursor } = await this.suppressions.query({
      where: { ...place, ...(standingAtNs === undefined ? {} : { standsUntilNs: { gt: storedTime(standingAtNs) } }) },
      sort: [{ field: "sinceNs", direction: "desc" }],
      limit,
      ...(cursor ? { cursor } : {}),
    });
    const suppressions = items.map(read);
    return nextCursor === undefined ? { suppressions } : { suppressions, nextCursor };
  }

  /** The one that holds the fault, whether it still stands or has run out. */
  private async holding(like: Suppression): Promise<{ stored: Stored<StoredSuppression>; suppression: Suppression } | undefined> {
    const { items } = await this.suppressions.query({ where: { faultKey: faultKeyOf(like) }, limit: 1 });
    return items[0] && { stored: items[0], suppression: read(items[0]) };
  }

  private async release({ id, value: { faultKey: _, ...value }, version }: Stored<StoredSuppression>): Promise<void> {
    await this.suppressions.put(id, value, version);
  }
}

type Fault = Pick<Suppression, "ref" | "point" | "failureMode">;

const faultKeyOf = ({ ref, point, failureMode }: Fault): string => `${assetKey(ref)}:${point ?? ""}:${failureMode}`;

const documentId = ({ ref, id }: Suppression): string => `${ref.organisation}:${id}`;

/** `SUP-` and 12 hexadecimal digits. */
const newId = (): string => `SUP-${randomBytes(ID_BYTES).toString("hex")}`;

function stored(suppression: Suppression): StoredSuppression {
  const { ref, sinceNs, untilNs, lifted } = suppression;
  return {
    ...{ organisation: ref.organisation, site: ref.site, asset: ref.asset, sinceNs: storedTime(sinceNs), untilNs: storedTime(untilNs) },
    ...(lifted ? {} : { faultKey: faultKeyOf(suppression), standsUntilNs: storedTime(untilNs) }),
    suppression: toStored(SuppressionSchema, suppressionToWire(suppression)),
  };
}

function read({ value }: Stored<StoredSuppression>): Suppression {
  return suppressionFromWire(fromStored(SuppressionSchema, value.suppression));
}

function sameOrConflict(standing: Suppression, wanted: Suppression): Suppression {
  const { id, actor, sinceNs, untilNs, reason } = standing;
  if (actor === wanted.actor && untilNs === wanted.untilNs && reason === wanted.reason) return standing;
  const said = `suppression ${id} by ${actor} (${formatTimeNs(sinceNs)}) stands until ${formatTimeNs(untilNs)}: lift it first`;
  throw new ServiceError("conflict", said, { field: "id", value: wanted.id, limit: id, retryable: false });
}
