import { afterAll, beforeAll } from "@jest/globals";
import { openStore, type StoreOptions } from "../open-store.js";
import type { DocumentStore } from "../port.js";

/** The engine under test. */
export interface ContractTarget {
  readonly options: StoreOptions;
  /** How many random sequences the model test runs. */
  readonly modelRuns: number;
}

let names = 0;

/** A collection or series name that no other test of this file uses. */
export function freshName(noun: string): string {
  names += 1;
  return `${noun}_${names}`;
}

/** Opens the store for the tests of the surrounding `describe`. */
export function useStore(target: ContractTarget): () => DocumentStore {
  let store: DocumentStore | undefined;
  beforeAll(async () => {
    store = await openStore(target.options);
  });
  afterAll(async () => {
    await store?.close();
  });
  return () => store as DocumentStore;
}
