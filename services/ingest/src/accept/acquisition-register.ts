import { type Acquisition, acquisitionKey, storedTime } from "@phm/domain";
import { type Collection, type CollectionSpec, DuplicateKey } from "@phm/service-kit";

/** What ingest remembers of an accepted acquisition. */
export type RegisteredAcquisition = {
  readonly organisation: string;
  readonly site: string;
  readonly asset: string;
  readonly acquisition: string;
  readonly startTimeNs: string;
  readonly sha256: string;
  readonly bytes: number;
};

export const REGISTER_COLLECTION: CollectionSpec = {
  name: "acquisitions",
  indexes: [{ name: "by_asset", fields: ["organisation", "site", "asset", "startTimeNs"] }],
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
  async record(acquisition: Acquisition, sha256: string, bytes: number): Promise<void> {
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
      });
    } catch (error) {
      if (!(error instanceof DuplicateKey)) throw error;
    }
  }
}
