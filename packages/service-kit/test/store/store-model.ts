import type { Stored } from "../../src/store/port.js";

export interface Part {
  readonly tag?: string;
  readonly rank?: number;
}

/** What an operation gives, with errors as their code, so that model and store compare by equality. */
export type Outcome = { readonly result: unknown } | { readonly error: string };

/** The collection's promise in its simplest form: a map, with `tag` unique where present. */
export class StoreModel {
  private readonly documents = new Map<string, Stored<Part>>();

  insert(id: string, value: Part): Outcome {
    if (this.documents.has(id) || this.tagTaken(id, value)) return { error: "already_exists" };
    return this.store(id, value, 1);
  }

  put(id: string, value: Part, expectedVersion: number): Outcome {
    const version = this.documents.get(id)?.version ?? 0;
    if (version !== expectedVersion) return { error: "version_conflict" };
    if (this.tagTaken(id, value)) return { error: "already_exists" };
    return this.store(id, value, version + 1);
  }

  delete(id: string, expectedVersion?: number): Outcome {
    const found = this.documents.get(id);
    if (found && expectedVersion !== undefined && found.version !== expectedVersion) return { error: "version_conflict" };
    return { result: this.documents.delete(id) };
  }

  /** All documents of a least rank, by rank (none first) and id, reversed when descending. */
  list(minRank: number | undefined, descending: boolean): Outcome {
    const found = [...this.documents.values()]
      .filter(({ value }) => minRank === undefined || (value.rank !== undefined && value.rank >= minRank))
      .sort((a, b) => (a.value.rank ?? -Infinity) - (b.value.rank ?? -Infinity) || Buffer.compare(Buffer.from(a.id), Buffer.from(b.id)));
    return { result: descending ? found.reverse() : found };
  }

  count(tag: string): Outcome {
    return { result: [...this.documents.values()].filter(({ value }) => value.tag === tag).length };
  }

  private store(id: string, value: Part, version: number): Outcome {
    const stored = { id, version, value };
    this.documents.set(id, stored);
    return { result: stored };
  }

  private tagTaken(id: string, { tag }: Part): boolean {
    return tag !== undefined && [...this.documents.values()].some((other) => other.id !== id && other.value.tag === tag);
  }
}
