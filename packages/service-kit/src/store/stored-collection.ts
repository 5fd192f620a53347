import { InvalidValue } from "@phm/domain";
import type { CollectionEngine } from "./engine.js";
import { checkId, checkIndexedFields, fieldValue, indexedFields } from "./field-path.js";
import { type JsonDocument, type JsonOf, type JsonValue, toJson } from "./json.js";
import type { Collection, CollectionSpec, Page, Query, Scalar, Stored, Where } from "./port.js";
import { cursorAfter, planConditions, planQuery } from "./query-plan.js";
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
    const plan = planQuery(this.indexed, query);
    const found = await this.engine.find({ ...plan, limit: plan.limit + 1 });
    const items = found.slice(0, plan.limit);
    const last = items.at(-1);
    const page = { items: items as unknown as readonly Stored<T>[] };
    return found.length > plan.limit && last ? { ...page, nextCursor: cursorAfter(plan.order, last) } : page;
  }

  async count(where: Where = {}): Promise<number> {
    return this.engine.count(planConditions(this.indexed, where));
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
