import { type Collection, type Document, type FindCursor, MongoServerError, type WithId } from "mongodb";
import type { CollectionEngine, WriteOutcome } from "../engine.js";
import type { JsonDocument, JsonValue } from "../json.js";
import type { CollectionSpec, Stored } from "../port.js";
import type { Condition, QueryPlan } from "../query-plan.js";
import { guarded, isDuplicateKey } from "./mongo-errors.js";
import { type MongoDocument, mongoFilter, mongoPath, mongoProjection, mongoSort } from "./mongo-filter.js";

/** One MongoDB collection; the port's document is the field `value`, so that its own fields cannot meet `_id` and `version`. */
export class MongoCollection implements CollectionEngine {
  constructor(
    private readonly spec: CollectionSpec,
    private readonly collection: Collection<MongoDocument>,
  ) {}

  async read(id: string): Promise<Stored<JsonValue> | undefined> {
    const found = await this.guarded(() => this.collection.findOne({ _id: { $eq: id } }));
    return found ? toStored(found) : undefined;
  }

  async insert(id: string, { value }: JsonDocument): Promise<WriteOutcome> {
    return this.write(async () => {
      await this.collection.insertOne({ _id: id, version: 1, value: value as Document });
      return { kind: "stored" };
    });
  }

  async replace(id: string, { value }: JsonDocument, expectedVersion: number): Promise<WriteOutcome> {
    return this.write(async () => {
      const replacement = { version: expectedVersion + 1, value: value as Document };
      const { matchedCount } = await this.collection.replaceOne({ _id: { $eq: id }, version: expectedVersion }, replacement);
      return matchedCount > 0 ? { kind: "stored" } : { kind: "stale" };
    });
  }

  async remove(id: string, expectedVersion?: number): Promise<boolean> {
    const filter = { _id: { $eq: id }, ...(expectedVersion === undefined ? {} : { version: expectedVersion }) };
    const { deletedCount } = await this.guarded(() => this.collection.deleteOne(filter));
    return deletedCount > 0;
  }

  async find(plan: QueryPlan): Promise<Stored<JsonValue>[]> {
    return (await this.guarded(() => this.cursor(plan).toArray())).map(toStored);
  }

  /** The server's `queryPlanner`. */
  async explain(plan: QueryPlan): Promise<unknown> {
    return this.guarded(() => this.cursor(plan).explain("queryPlanner"));
  }

  private cursor({ conditions, order, onlyExcerpt, limit }: QueryPlan): FindCursor<WithId<MongoDocument>> {
    const projection = onlyExcerpt ? { projection: mongoProjection(this.spec.excerpt ?? []) } : {};
    const options = { sort: mongoSort(order), limit, ...projection };
    return this.collection.find(mongoFilter(conditions), options);
  }

  async count(conditions: readonly Condition[]): Promise<number> {
    return this.guarded(() => this.collection.countDocuments(mongoFilter(conditions)));
  }

  private async write(command: () => Promise<WriteOutcome>): Promise<WriteOutcome> {
    try {
      return await this.guarded(command);
    } catch (error) {
      if (error instanceof MongoServerError && isDuplicateKey(error)) return { kind: "taken", index: this.indexIn(error) };
      throw error;
    }
  }

  /** The server says which key pattern was violated; the unique index with these fields, in this order, is the one. */
  private indexIn(error: MongoServerError): string {
    const pattern = Object.keys((error.keyPattern as Document | undefined) ?? {}).join();
    if (pattern === "_id") return "id";
    return this.spec.indexes.find(({ unique, fields }) => unique === true && fields.map(mongoPath).join() === pattern)?.name ?? pattern;
  }

  private guarded<R>(command: () => Promise<R>): Promise<R> {
    return guarded(this.spec.name, command);
  }
}

function toStored({ _id, version, value }: WithId<MongoDocument>): Stored<JsonValue> {
  return { id: _id, version, value: (value ?? {}) as JsonValue };
}
