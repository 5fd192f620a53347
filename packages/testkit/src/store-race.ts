import { fileURLToPath } from "node:url";
import {
  type Collection,
  type DocumentStore,
  DuplicateKey,
  openStore,
  type Series,
  type Stored,
  type StoreOptions,
  VersionConflict,
} from "@phm/service-kit";

/** This file as a program. Children are plain Node processes, so they run what `tsc -b` has built, whether the test runs from source or not. */
export const STORE_RACE_WORKER = fileURLToPath(new URL("../dist/store-race.js", import.meta.url));

/** What one of several processes is told to do. */
export interface RaceTask {
  readonly options: StoreOptions;
  readonly name: string;
  readonly worker: number;
  readonly increments: number;
  readonly keys: number;
  readonly points: number;
}

export interface RaceReport {
  readonly conflicts: number;
  /** The unique keys that this process won. */
  readonly won: readonly number[];
  readonly newPoints: number;
}

export interface Racer {
  readonly n?: number;
  readonly openKey?: string;
  readonly owner?: number;
}

const FIRST_COUNTER = "counter-0";
export const COUNTERS = [FIRST_COUNTER, "counter-1"] as const;
export const SERIES_KEY = "org:site:asset";

export async function openRace(store: DocumentStore, name: string): Promise<{ racers: Collection<Racer>; points: Series<number> }> {
  const racers = await store.collection<Racer>({ name, indexes: [{ name: "open_key", fields: ["openKey"], unique: true }] });
  return { racers, points: await store.series<number>(name) };
}

async function increment(racers: Collection<Racer>, id: string, known?: Stored<Racer>): Promise<number> {
  let found = known ?? (await racers.get(id));
  for (let conflicts = 0; ; conflicts++) {
    try {
      await racers.put(id, { n: (found?.value.n ?? 0) + 1 }, found?.version ?? 0);
      return conflicts;
    } catch (error) {
      if (!(error instanceof VersionConflict)) throw error;
      found = await racers.get(id);
    }
  }
}

async function claim(racers: Collection<Racer>, key: number, worker: number): Promise<boolean> {
  try {
    await racers.insert(`claim-${key}-by-${worker}`, { openKey: `key-${key}`, owner: worker });
    return true;
  } catch (error) {
    if (error instanceof DuplicateKey && error.index === "open_key") return false;
    throw error;
  }
}

async function race(task: RaceTask, known: Stored<Racer>, racers: Collection<Racer>, series: Series<number>): Promise<RaceReport> {
  let conflicts = await increment(racers, FIRST_COUNTER, known);
  const won: number[] = [];
  let newPoints = 0;
  for (let i = 0; i < task.increments; i++) for (const id of COUNTERS) conflicts += await increment(racers, id);
  for (let key = 0; key < task.keys; key++) if (await claim(racers, key, task.worker)) won.push(key);
  for (let i = 0; i < task.points; i += 2) {
    const pair = [i, i + 1].map((n) => ({ timeNs: BigInt(n), id: `p${n}`, value: n }));
    newPoints += await series.append(SERIES_KEY, pair);
  }
  return { conflicts, won, newPoints };
}

/** All start from the same version, so that all but one certainly meet a conflict on the first write. */
async function firstCounter(racers: Collection<Racer>): Promise<Stored<Racer>> {
  try {
    return await racers.insert(FIRST_COUNTER, { n: 0 });
  } catch (error) {
    if (error instanceof DuplicateKey) return (await racers.get(FIRST_COUNTER)) as Stored<Racer>;
    throw error;
  }
}

function parentsWord(): Promise<unknown> {
  return new Promise((resolve) => process.once("message", resolve));
}

/** As a child process: say "ready" once open, start on the parent's word, report, and end on its word, as a message of an ended child may get lost. */
async function main(task: RaceTask): Promise<void> {
  // Opening while the others do the same is part of the race.
  const store = await openStore(task.options);
  const { racers, points } = await openRace(store, task.name);
  const known = await firstCounter(racers);
  const start = parentsWord();
  process.send?.("ready");
  await start;
  const report = await race(task, known, racers, points);
  const end = parentsWord();
  process.send?.(report);
  await end;
  await store.close();
}

const task = process.argv[2];
if (process.send && task !== undefined && process.argv[1] === STORE_RACE_WORKER) await main(JSON.parse(task) as RaceTask);
