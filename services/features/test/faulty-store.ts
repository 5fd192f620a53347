import { type Collection, type DocumentStore, type JsonOf, StoreUnavailable } from "@phm/service-kit";

/** What befalls a write. `after`: it is done, and the caller does not get to know. */
export type Fault = "none" | "before" | "after";

/** A store whose writes fail as a process that is killed at that moment, or a connection that is lost, makes them fail. */
export function faultyStore(store: DocumentStore, nextFault: () => Fault): DocumentStore {
  return {
    collection: async (spec) => faultyCollection(await store.collection(spec), nextFault),
    series: (name) => store.series(name),
    ping: () => store.ping(),
    close: () => store.close(),
  };
}

function faultyCollection<T extends JsonOf<T>>(collection: Collection<T>, nextFault: () => Fault): Collection<T> {
  const write = async <R>(work: () => Promise<R>): Promise<R> => {
    const fault = nextFault();
    if (fault === "before") throw new StoreUnavailable("planted: not done");
    const result = await work();
    if (fault === "after") throw new StoreUnavailable("planted: done, but nobody knows");
    return result;
  };
  return {
    get: (id) => collection.get(id),
    query: (query) => collection.query(query),
    select: (query, fields) => collection.select(query, fields),
    explain: (...asked) => collection.explain(...asked),
    count: (where) => collection.count(where),
    insert: (id, value) => write(() => collection.insert(id, value)),
    put: (id, value, version) => write(() => collection.put(id, value, version)),
    delete: (id, version) => write(() => collection.delete(id, version)),
  };
}
