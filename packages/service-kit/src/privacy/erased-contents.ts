import { ServiceError } from "../errors/service-error.js";
import type { Collection, CollectionSpec, DocumentStore } from "../store/port.js";
import { DuplicateKey } from "../store/store-errors.js";

/** That a content was there and was erased, by whom and why. */
export type ErasedContent = {
  readonly store: string;
  readonly key: string;
  readonly actor: string;
  readonly reason: string;
  readonly erasedMs: number;
};

export const ERASED_COLLECTION: CollectionSpec = { name: "erased_contents", indexes: [] };

/** Which contents were erased for good, so that nobody takes them for lost. */
export class ErasedContents {
  private constructor(private readonly erased: Collection<ErasedContent>) {}

  static async open(store: DocumentStore): Promise<ErasedContents> {
    return new ErasedContents(await store.collection<ErasedContent>(ERASED_COLLECTION));
  }

  /** Call before the content is deleted. Once more changes nothing. */
  async note(content: ErasedContent): Promise<void> {
    try {
      await this.erased.insert(idOf(content.store, content.key), content);
    } catch (error) {
      if (!(error instanceof DuplicateKey)) throw error;
    }
  }

  async has(store: string, key: string): Promise<boolean> {
    return (await this.erased.get(idOf(store, key))) !== undefined;
  }
}

const idOf = (store: string, key: string): string => `${store}:${key}`;

/** What to answer where a content is asked for that was erased. */
export function erasedContent(what: string): ServiceError {
  return new ServiceError("not_found", `${what} was erased`, { reason: "erased" });
}
