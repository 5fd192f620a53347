import { afterAll, beforeAll } from "@jest/globals";
import { openStore, type StoreOptions } from "../../src/store/open-store.js";
import type { DocumentStore } from "../../src/store/port.js";

/** The engine under test. */
export interface ContractTarget {
  readonly options: StoreOptions;
  /** A store that nobody has opened yet, for the processes that do so together. */
  readonly emptyOptions: StoreOptions;
  /** How many random sequences the model test runs. */
  readonly modelRuns: number;
}

let names = 0;

/** A collection or series name that no other test of this file uses. */
export function freshName(noun: string): string {
  names += 1;
  return `${noun}_${names}`;
}

/** Opens stores that are closed after the surrounding `describe`, also when a test has failed before it closed its own. */
export function useStores(options: StoreOptions): () => Promise<DocumentStore> {
  const opened: DocumentStore[] = [];
  afterAll(async () => {
    for (const store of opened) await store.close();
  });
  return async () => {
    const store = await openStore(options);
    opened.push(store);
    return store;
  };
}

/** One open store for the tests of the surrounding `describe`. */
export function useStore(target: ContractTarget): () => DocumentStore {
  const open = useStores(target.options);
  let store: DocumentStore | undefined;
  beforeAll(async () => {
    store = await open();
  });
  return () => store as DocumentStore;
}
