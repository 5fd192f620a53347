import { type Acquisition, acquisitionKey, storedTime } from "@phm/domain";
import { type Collection, type CollectionSpec, DuplicateKey, MAX_PAGE_ITEMS, retryOnConflict, type Stored } from "@phm/service-kit";

/** What ingest remembers of an accepted acquisition. */
export type RegisteredAcquisition = {
  readonly organisation: string;
  readonly site: string;
  readonly asset: string;
  readonly acquisition: string;
  readonly startTimeNs: string;
  readonly sha256: string;
  readonly bytes: number;
  /** Where it lies in the broker's stream; left out at levels below `database`. */
  readonly place?: StreamPlace;
};

/** A message's number, and the life of the stream that counts it. */
export type StreamPlace = {
  readonly streamCreated: string;
  readonly sequence: number;
};

export const REGISTER_COLLECTION: CollectionSpec = {
  name: "acquisitions",
  indexes: [
    { name: "by_asset", fields: ["organisation", "site", "asset", "startTimeNs"] },
    // The broker counts over all organisations.
    { name: "by_place", fields: ["place.streamCreated", "place.sequence"] },
  ],
};

export type Standing = "new" | "known" | "conflict";

/** Tells a repetition from a conflict, also after the broker's dedupe window has passed. */
export class AcquisitionRegister {
  constructor(private readonly collection: Collection<RegisteredAcquisition>) {}

  async standingOf(acquisition: Acquisition, sha256: string): Promise<Standing> {
    const found = await this.collection.get(acquisitionKey(acquisition.ref, acquisition.id));
    if (!found) return "new";
    return found.value.sha256 === sha256 ? "known" : "conflict";
  }

  /** Called after the broker has the acquisition; recording it twice is harmless. */
  async record(acquisition: Acquisition, sha256: string, bytes: number, place?: StreamPlace): Promise<void> {
    const { ref, id, startTimeNs } = acquisition;
    try {
      await this.collection.insert(acquisitionKey(ref, id), {
        organisation: ref.organisation,
        site: ref.site,
        asset: ref.asset,
        acquisition: id,
        startTimeNs: storedTime(startTimeNs),
        sha256,
        bytes,
        ...(place ? { place } : {}),
      });
    } catch (error) {
      if (!(error instanceof DuplicateKey)) throw error;
    }
  }
  /** What lies in a life of the stream from a place on, in the order of the places. */
  async handedOverSince(
    { streamCreated, sequence }: StreamPlace,
    most = Number.POSITIVE_INFINITY,
  ): Promise<Stored<RegisteredAcquisition>[]> {
    const found: Stored<RegisteredAcquisition>[] = [];
    let cursor: string | undefined;
    do {
      const page = await this.collection.query({
        where: { "place.streamCreated": streamCreated, "place.sequence": { gte: sequence } },
        sort: [{ field: "place.sequence", direction: "asc" }],
        limit: Math.min(most - found.length, MAX_PAGE_ITEMS),
        ...(cursor ? { cursor } : {}),
      });
      found.push(...page.items);
      cursor = page.nextCursor;
    } while (cursor !== undefined && found.length < most);
    return found;
  }

  /** The broker has it at another place now. */
  async moved(id: string, place: StreamPlace): Promise<void> {
    await retryOnConflict(async () => {
      const stored = await this.collection.get(id);
      if (stored) await this.collection.put(id, { ...stored.value, place }, stored.version);
    });
  }
}
