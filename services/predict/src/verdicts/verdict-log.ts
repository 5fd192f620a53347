import { equals } from "@bufbuild/protobuf";
import { VerdictSchema, verdictFromWire, verdictToWire } from "@phm/contracts";
import { failureFamily, storedTime, type TimeNs, type Verdict } from "@phm/domain";
import type { AlarmVerdict } from "@phm/pipeline";
import {
  type Collection,
  type CollectionSpec,
  DuplicateKey,
  fromStored,
  type JsonObject,
  ServiceError,
  type Stored,
  toStored,
  type Where,
} from "@phm/service-kit";

/** A verdict as predict keeps it. */
export type StoredVerdict = {
  readonly organisation: string;
  readonly site: string;
  readonly asset: string;
  readonly timeNs: string;
  /** In the JSON form of the contract. */
  readonly verdict: JsonObject;
  /** Whether all that follows from it has been done. */
  readonly isTaken: boolean;
};

export const VERDICT_COLLECTION: CollectionSpec = {
  name: "verdicts",
  indexes: [
    { name: "by_organisation", fields: ["organisation", "timeNs"] },
    { name: "by_site", fields: ["organisation", "site", "timeNs"] },
    { name: "by_time", fields: ["timeNs"] },
  ],
};

const PAGE = 500;

/** Which alarms are judged. Left out: all. */
export interface JudgedScope {
  readonly organisation?: string;
  readonly site?: string;
  readonly fromNs: TimeNs;
}

/** What people found, by the verdict's id: a verdict is on record once, whatever is delivered how often. */
export class VerdictLog {
  constructor(private readonly verdicts: Collection<StoredVerdict>) {}

  /** Puts a verdict on record, or finds it there. @throws ServiceError already_exists when another verdict has its id */
  async record(verdict: Verdict): Promise<Stored<StoredVerdict>> {
    try {
      return await this.verdicts.insert(verdict.id, storedVerdict(verdict));
    } catch (error) {
      if (!(error instanceof DuplicateKey)) throw error;
      const found = await this.verdicts.get(verdict.id);
      if (!found) throw error;
      if (isSame(readVerdict(found.value), verdict)) return found;
      const facts = { field: "id", value: verdict.id, cause: error };
      throw new ServiceError("already_exists", `there is another verdict under ${verdict.id}`, facts);
    }
  }

  /** Notes that all that follows from a verdict has been done. */
  async taken({ id, value, version }: Stored<StoredVerdict>): Promise<void> {
    await this.verdicts.put(id, { ...value, isTaken: true }, version);
  }

  /**
   * What alarms are judged by: verdicts on machines from a time on. `other` does not confirm what was said, and what was found on a
   * sensor says nothing about the machine's alarm.
   */
  async alarmVerdicts({ organisation, site, fromNs }: JudgedScope): Promise<AlarmVerdict[]> {
    const scope = { ...(organisation ? { organisation } : {}), ...(site ? { site } : {}) };
    const found = await this.onMachines({ ...scope, timeNs: { gte: storedTime(fromNs < 0n ? 0n : fromNs) } });
    return found.map(({ ref, timeNs, result }) => ({ ref, timeNs, confirmed: result === "confirmed" }));
  }

  /** Verdicts of a site by which the machine was sound, oldest first. */
  async foundSound({ organisation, site }: { readonly organisation: string; readonly site: string }): Promise<Verdict[]> {
    const found = await this.onMachines({ organisation, site });
    return found.filter(({ result, repaired }) => result === "not_found" && !repaired);
  }

  /** What was found on a sensor is left out, and on work that was not about a fault. */
  private async onMachines(where: Where): Promise<Verdict[]> {
    const found: Verdict[] = [];
    let cursor: string | undefined;
    do {
      const page = await this.verdicts.query({
        where,
        sort: [{ field: "timeNs", direction: "asc" }],
        limit: PAGE,
        ...(cursor ? { cursor } : {}),
      });
      found.push(...page.items.map(({ value }) => readVerdict(value)));
      cursor = page.nextCursor;
    } while (cursor !== undefined);
    return found.filter(({ advised }) => advised && failureFamily(advised) !== "sensor");
  }
}

function storedVerdict(verdict: Verdict): StoredVerdict {
  const { organisation, site, asset } = verdict.ref;
  const json = toStored(VerdictSchema, verdictToWire(verdict));
  return { organisation, site, asset, timeNs: storedTime(verdict.timeNs), verdict: json, isTaken: false };
}

function readVerdict(stored: StoredVerdict): Verdict {
  return verdictFromWire(fromStored(VerdictSchema, stored.verdict));
}

function isSame(a: Verdict, b: Verdict): boolean {
  return equals(VerdictSchema, verdictToWire(a), verdictToWire(b));
}
