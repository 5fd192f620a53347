import { LifeOutcomeSchema, lifeOutcomeFromWire, lifeOutcomeToWire } from "@phm/contracts";
import { type AssetRef, type LifeOutcome, storedTime, type TimeNs } from "@phm/domain";
import {
  type Collection,
  type CollectionSpec,
  type DocumentStore,
  DuplicateKey,
  fromStored,
  type JsonObject,
  toStored,
  type Where,
} from "@phm/service-kit";

type StoredOutcome = {
  readonly organisation: string;
  readonly site: string;
  readonly asset: string;
  readonly lifeEndNs: string;
  /** In the JSON form of the contract. */
  readonly outcome: JsonObject;
};

const COLLECTION: CollectionSpec = {
  name: "outcomes",
  indexes: [
    { name: "by_asset", fields: ["organisation", "site", "asset", "lifeEndNs"] },
    { name: "by_site", fields: ["organisation", "site", "lifeEndNs"] },
    { name: "by_organisation", fields: ["organisation", "lifeEndNs"] },
  ],
};

const PAGE = 200;

/** Which lives: those of a scope that ended within a range of time. */
export interface OutcomeScope {
  readonly organisation: string;
  readonly site?: string;
  /** Only with its site. */
  readonly asset?: string;
  /** Inclusive. */
  readonly fromNs?: TimeNs;
  /** Exclusive. */
  readonly toNs?: TimeNs;
}

export interface OutcomeQuery extends OutcomeScope {
  readonly limit: number;
  readonly cursor?: string;
}

export interface OutcomePage {
  readonly outcomes: readonly LifeOutcome[];
  readonly nextCursor?: string;
}

/** Every life that ended, with how what was said of it came out: one document a verdict, never changed. */
export class OutcomeBook {
  /** @param name of the collection: what ran in shadow has a book of its own */
  static async open(store: DocumentStore, name = COLLECTION.name): Promise<OutcomeBook> {
    return new OutcomeBook(await store.collection<StoredOutcome>({ ...COLLECTION, name }));
  }

  private constructor(private readonly outcomes: Collection<StoredOutcome>) {}

  async has(verdictId: string): Promise<boolean> {
    return (await this.outcomes.get(verdictId)) !== undefined;
  }

  /** What is on record under a verdict stays: the verdict again changes nothing. @returns whether it was new */
  async record(outcome: LifeOutcome): Promise<boolean> {
    try {
      await this.outcomes.insert(outcome.verdictId, storedOutcome(outcome));
      return true;
    } catch (error) {
      if (error instanceof DuplicateKey) return false;
      throw error;
    }
  }

  /** By end of life, latest first. */
  async list({ limit, cursor, ...scope }: OutcomeQuery): Promise<OutcomePage> {
    const { items, nextCursor } = await this.outcomes.query({
      where: within(scope),
      sort: [{ field: "lifeEndNs", direction: "desc" }],
      limit,
      ...(cursor ? { cursor } : {}),
    });
    const outcomes = items.map(({ value }) => readOutcome(value));
    return nextCursor === undefined ? { outcomes } : { outcomes, nextCursor };
  }

  /** All of a scope, latest first. */
  async *all(scope: OutcomeScope): AsyncGenerator<LifeOutcome> {
    let cursor: string | undefined;
    do {
      const page = await this.list({ ...scope, limit: PAGE, ...(cursor ? { cursor } : {}) });
      yield* page.outcomes;
      cursor = page.nextCursor;
    } while (cursor !== undefined);
  }

  /** The lives of one machine that ended at or after a time, oldest first. */
  async livesOf({ organisation, site, asset }: AssetRef, fromNs: TimeNs = 0n): Promise<LifeOutcome[]> {
    const lives: LifeOutcome[] = [];
    for await (const life of this.all({ organisation, site, asset, fromNs })) lives.push(life);
    return lives.reverse();
  }
}

function within({ organisation, site, asset, fromNs, toNs }: OutcomeScope): Where {
  const ended = { ...(fromNs === undefined ? {} : { gte: storedTime(fromNs) }), ...(toNs === undefined ? {} : { lt: storedTime(toNs) }) };
  return {
    organisation,
    ...(site === undefined ? {} : { site }),
    ...(asset === undefined ? {} : { asset }),
    ...(Object.keys(ended).length === 0 ? {} : { lifeEndNs: ended }),
  };
}

function storedOutcome(outcome: LifeOutcome): StoredOutcome {
  const { organisation, site, asset } = outcome.ref;
  const json = toStored(LifeOutcomeSchema, lifeOutcomeToWire(outcome));
  return { organisation, site, asset, lifeEndNs: storedTime(outcome.lifeEndNs), outcome: json };
}

function readOutcome({ outcome }: StoredOutcome): LifeOutcome {
  return lifeOutcomeFromWire(fromStored(LifeOutcomeSchema, outcome));
}
