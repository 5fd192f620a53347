import { type AssessmentMessage, AssessmentSchema, AssetConfigSchema, assetConfigToWire } from "@phm/contracts";
import {
  type AcquisitionId,
  type AssetConfig,
  type AssetRef,
  acquisitionKey,
  assetRef,
  type FeatureVector,
  storedTime,
  type TimeNs,
} from "@phm/domain";
import type { AssessmentState } from "@phm/pipeline";
import {
  type Collection,
  type CollectionSpec,
  type DocumentStore,
  DuplicateKey,
  type JsonObject,
  retryOnConflict,
  ServiceError,
  toStored,
  type Where,
} from "@phm/service-kit";

/** What predict knew before an acquisition that it has something to say of: enough to say it again from the waveform. */
export type StoredCheckpoint = {
  readonly organisation: string;
  readonly site: string;
  readonly asset: string;
  readonly acquisition: string;
  readonly timeNs: string;
  /** When it was kept, by the wall clock. */
  readonly keptNs: string;
  readonly state: AssessmentState;
  readonly config: JsonObject;
  /** What was said, in the JSON form of the contract. */
  readonly assessment: JsonObject;
  /** Name of the remaining-life model that spoke. */
  readonly model: string;
};

/** By acquisition. */
const CHECKPOINT_COLLECTION: CollectionSpec = {
  name: "checkpoints",
  indexes: [{ name: "by_asset", fields: ["organisation", "site", "asset", "keptNs"] }],
};

/** Without its content. */
export interface KeptCheckpoint extends Pick<StoredCheckpoint, "acquisition" | "timeNs"> {
  readonly id: string;
  /** As JSON. */
  readonly bytes: number;
}

const SWEEP_PAGE = 100;

export interface Step {
  readonly features: FeatureVector;
  readonly config: AssetConfig;
  readonly before: AssessmentState;
  readonly after: AssessmentState;
  readonly said: AssessmentMessage;
  readonly model: string;
}

/** The checkpoints of all machines. */
export class Checkpoints {
  private constructor(
    private readonly checkpoints: Collection<StoredCheckpoint>,
    private readonly nowNs: () => TimeNs,
  ) {}

  static async open(store: DocumentStore, nowNs: () => TimeNs): Promise<Checkpoints> {
    return new Checkpoints(await store.collection<StoredCheckpoint>(CHECKPOINT_COLLECTION), nowNs);
  }

  /**
   * Keeps what led to a step that says something: findings, or another condition. Called before the step is on record, so that what an alarm or
   * a work order will refer to is there; the same step again replaces it.
   */
  async keep({ features, config, before, after, said, model }: Step): Promise<void> {
    if (!isTelling(before, after)) return;
    const { ref, acquisition, startTimeNs } = features;
    const { organisation, site, asset } = ref;
    const id = acquisitionKey(ref, acquisition);
    const times = { timeNs: storedTime(startTimeNs), keptNs: storedTime(this.nowNs()) };
    const messages = { config: toStored(AssetConfigSchema, assetConfigToWire(config)), assessment: toStored(AssessmentSchema, said) };
    const checkpoint = { organisation, site, asset, acquisition, ...times, state: before, ...messages, model };
    await this.checkpoints.insert(id, checkpoint).catch(async (error: unknown) => {
      if (!(error instanceof DuplicateKey)) throw error;
      await retryOnConflict(async () => this.checkpoints.put(id, checkpoint, (await this.checkpoints.get(id))?.version ?? 0));
    });
  }

  /** Every machine that has one. */
  async *machines(): AsyncGenerator<AssetRef> {
    for (let last: AssetRef | undefined; ; ) {
      const next = await this.#machineAfter(last);
      if (!next) return;
      yield next;
      last = next;
    }
  }

  /** What was kept of a machine before a time, oldest first. */
  async *keptBefore(ref: AssetRef, beforeNs: TimeNs): AsyncGenerator<KeptCheckpoint[]> {
    const { organisation, site, asset } = ref;
    let cursor: string | undefined;
    do {
      const where = { organisation, site, asset, keptNs: { lt: storedTime(beforeNs) } };
      const sort = [{ field: "keptNs", direction: "asc" }] as const;
      const page = await this.checkpoints.query({ where, sort, limit: SWEEP_PAGE, ...(cursor === undefined ? {} : { cursor }) });
      yield page.items.map(({ id, value }) => {
        return { id, acquisition: value.acquisition, timeNs: value.timeNs, bytes: JSON.stringify(value).length };
      });
      cursor = page.nextCursor;
    } while (cursor !== undefined);
  }

  async has(id: string): Promise<boolean> {
    return (await this.checkpoints.get(id)) !== undefined;
  }

  async remove(id: string): Promise<void> {
    await this.checkpoints.delete(id);
  }

  async #machineAfter(last: AssetRef | undefined): Promise<AssetRef | undefined> {
    for (const where of placesAfter(last)) {
      const { items } = await this.checkpoints.query({ where, sort: BY_MACHINE, limit: 1 });
      const [found] = items;
      if (found) return assetRef(found.value.organisation, found.value.site, found.value.asset);
    }
    return undefined;
  }

  /** @throws ServiceError not_found */
  async get(ref: AssetRef, acquisition: AcquisitionId): Promise<StoredCheckpoint> {
    const found = await this.checkpoints.get(acquisitionKey(ref, acquisition));
    if (found) return found.value;
    throw new ServiceError("not_found", `no checkpoint of acquisition ${acquisition} of ${ref.asset} is kept`, {
      field: "acquisition",
      value: acquisition,
    });
  }
}

const BY_MACHINE = (["organisation", "site", "asset", "keptNs"] as const).map((field) => ({ field, direction: "asc" as const }));

function placesAfter(last: AssetRef | undefined): Where[] {
  if (!last) return [{}];
  const { organisation, site, asset } = last;
  return [{ organisation, site, asset: { gt: asset } }, { organisation, site: { gt: site } }, { organisation: { gt: organisation } }];
}

function isTelling(before: AssessmentState, after: AssessmentState): boolean {
  return after.findings.length > 0 || (before.condition !== null && before.condition.state !== after.condition?.state);
}
