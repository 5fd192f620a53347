import { InvalidValue } from "@phm/domain";
import type { CollectionEngine } from "./engine.js";
import { checkId, checkIndexedFields, fieldValue, indexedFields } from "./field-path.js";
import { type JsonDocument, type JsonObject, type JsonOf, type JsonValue, toJson } from "./json.js";
import { pick } from "./pick.js";
import type { Collection, CollectionSpec, Page, Query, Scalar, Stored, Where } from "./port.js";
import { cursorAfter, planConditions, planExcerpts, planQuery, type QueryStretches } from "./query-plan.js";
import { DuplicateKey, VersionConflict } from "./store-errors.js";

const ID_INDEX = "id";

/** The collection of the port over any engine: all checks and errors that do not depend on the engine. */
export class StoredCollection<T extends JsonOf<T>> implements Collection<T> {
  private readonly indexed: ReadonlySet<string>;

  constructor(
    private readonly spec: CollectionSpec,
    private readonly engine: CollectionEngine,
  ) {
    this.indexed = indexedFields(spec);
  }

  async get(id: string): Promise<Stored<T> | undefined> {
    return typed<T>(await this.engine.read(this.checkedId(id)));
  }

  async insert(id: string, value: T): Promise<Stored<T>> {
    const document = this.checkedDocument(id, value);
    const outcome = await this.engine.insert(id, document);
    if (outcome.kind === "taken") throw await this.duplicateKey(id, document, outcome.index);
    return { id, version: 1, value: document.value as T };
  }

  async put(id: string, value: T, expectedVersion: number): Promise<Stored<T>> {
    const document = this.checkedDocument(id, value);
    const expected = checkVersion(expectedVersion, 0);
    const outcome = expected === 0 ? await this.engine.insert(id, document) : await this.engine.replace(id, document, expected);
    if (outcome.kind === "stale") throw await this.versionConflict(id, expected);
    if (outcome.kind === "taken") {
      const duplicate =
        expected === 0 ? await this.duplicateKey(id, document, outcome.index) : this.uniqueKeyTaken(document, outcome.index);
      throw duplicate.index === ID_INDEX ? await this.versionConflict(id, expected) : duplicate;
    }
    return { id, version: expected + 1, value: document.value as T };
  }

  async delete(id: string, expectedVersion?: number): Promise<boolean> {
    this.checkedId(id);
    if (expectedVersion !== undefined) checkVersion(expectedVersion, 1);
    if (await this.engine.remove(id, expectedVersion)) return true;
    if (expectedVersion === undefined) return false;
    const found = await this.engine.read(id);
    if (!found) return false;
    throw new VersionConflict(this.spec.name, id, expectedVersion, found.version);
  }

  async query(query: Query): Promise<Page<T>> {
    return (await this.page(planQuery(this.indexed, query), query.limit)) as unknown as Page<T>;
  }

  async select<K extends keyof T & string>(query: Query, fields: readonly K[]): Promise<Page<Pick<T, K>>> {
    const stretches = planExcerpts(this.spec.excerpt ?? [], planQuery(this.indexed, query), fields);
    const { items, ...rest } = await this.page(stretches, query.limit);
    const picked = items.map(({ value, ...item }) => ({ ...item, value: pick(value as JsonObject, fields) }));
    return { items: picked as unknown as readonly Stored<Pick<T, K>>[], ...rest };
  }

  private async page({ order, plans }: QueryStretches, limit: number): Promise<Page<JsonValue>> {
    const found: Stored<JsonValue>[] = [];
    for (const plan of plans) {
      // One more than the page holds tells whether another page follows.
      const missing = limit + 1 - found.length;
      if (missing > 0) found.push(...(await this.engine.find({ ...plan, limit: missing })));
    }
    const items = found.slice(0, limit);
    const last = items.at(-1);
    return found.length > limit && last ? { items, nextCursor: cursorAfter(order, last) } : { items };
  }

  async count(where: Where = {}): Promise<number> {
    return this.engine.count(planConditions(this.indexed, where));
  }

  async explain(query: Query): Promise<readonly unknown[]> {
    return Promise.all(planQuery(this.indexed, query).plans.map((plan) => this.engine.explain(plan)));
  }

  private checkedId(id: string): string {
    return checkId(`${this.spec.name}.id`, id);
  }

  private checkedDocument(id: string, value: T): JsonDocument {
    this.checkedId(id);
    const document = toJson(this.spec.name, value);
    checkIndexedFields(this.spec, document.value);
    return document;
  }

  /** Engines differ in which index they name when several are taken; the id goes first here. */
  private async duplicateKey(id: string, document: JsonDocument, index: string): Promise<DuplicateKey> {
    if (index === ID_INDEX || (await this.engine.read(id))) return new DuplicateKey(this.spec.name, ID_INDEX, { id });
    return this.uniqueKeyTaken(document, index);
  }

  private uniqueKeyTaken(document: JsonDocument, index: string): DuplicateKey {
    const fields = this.spec.indexes.find(({ name }) => name === index)?.fields ?? [];
    return new DuplicateKey(
      this.spec.name,
      index,
      Object.fromEntries(fields.map((field) => [field, fieldValue(document.value, field) as Scalar])),
    );
  }

  private async versionConflict(id: string, expected: number): Promise<VersionConflict> {
    return new VersionConflict(this.spec.name, id, expected, (await this.engine.read(id))?.version ?? 0);
  }
}

/** The store trusts that a collection holds what its owner put there: each service owns its collections. */
function typed<T>(stored: Stored<JsonValue> | undefined): Stored<T> | undefined {
  return stored as Stored<T> | undefined;
}

function checkVersion(version: number, min: number): number {
  if (!Number.isInteger(version) || version < min) throw new InvalidValue("expectedVersion", version, `a whole number from ${min} on`);
  return version;
}
