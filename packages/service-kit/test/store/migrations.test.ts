import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, test } from "@jest/globals";
import { mongoTestUrl } from "@phm/testkit";
import { MongoClient } from "mongodb";
import { isEmptyStore } from "../../src/store/migrations/is-empty-store.js";
import { type MigrateOptions, migrateStore } from "../../src/store/migrations/migrate-store.js";
import type { Migration } from "../../src/store/migrations/migration.js";
import { rewriteDocuments } from "../../src/store/migrations/rewrite-documents.js";
import { openStore, type StoreOptions } from "../../src/store/open-store.js";
import { openRawStore } from "../../src/store/raw/open-raw-store.js";

/** Children are plain Node processes, so they run what `tsc -b` has built. */
const DIST = fileURLToPath(new URL("../../dist/store/", import.meta.url));
const THINGS = { name: "things", indexes: [] };
const COUNT = 1_200;
const mongoUrl = await mongoTestUrl();

/** Doubles each number once. */
const doubled = (times: { runs: number; writes: number }): Migration => ({
  version: 1,
  name: "doubled",
  run: async (store, progress) => {
    times.runs += 1;
    await rewriteDocuments(
      store,
      THINGS,
      ({ n, twice }) => {
        if (twice !== undefined) return undefined;
        times.writes += 1;
        return { n: n as number, twice: 2 * (n as number) };
      },
      progress,
    );
  },
});

function describeMigrations(engine: string, optionsOf: (name: string) => StoreOptions): void {
  describe(`migrations on ${engine}`, () => {
    const filled = async (name: string): Promise<StoreOptions> => {
      const store = await openStore(optionsOf(name));
      const things = await store.collection<{ n: number }>(THINGS);
      await Promise.all(Array.from({ length: COUNT }, (_, n) => things.insert(`thing-${n}`, { n })));
      await store.close();
      return optionsOf(name);
    };

    const migrate = async (options: StoreOptions, migrations: readonly Migration[], rest: Partial<MigrateOptions> = {}) => {
      const store = await openStore(options);
      const isEmpty = () => isEmptyStore(() => openRawStore(options));
      await migrateStore({ name: "test", store, isEmpty, migrations, holder: "me", ...rest }).finally(() => store.close());
    };

    const wrong = async (options: StoreOptions): Promise<number> => {
      const raw = await openRawStore(options);
      const { rows } = await raw.rows({ kind: "collection", name: "things" }, COUNT + 1);
      await raw.close();
      return rows.map(({ body }) => JSON.parse(body) as { n: number; twice?: number }).filter(({ n, twice }) => twice !== 2 * n).length;
    };

    test("a new store has the newest schema, and nothing is run on it", async () => {
      const times = { runs: 0, writes: 0 };
      await migrate(optionsOf("fresh"), [doubled(times)]);
      await migrate(optionsOf("fresh"), [doubled(times)]);
      expect(times.runs).toBe(0);
    });

    test("documents of before are brought to the present shape, once", async () => {
      const options = await filled("once");
      const times = { runs: 0, writes: 0 };
      await migrate(options, [doubled(times)]);
      expect([times, await wrong(options)]).toEqual([{ runs: 1, writes: COUNT }, 0]);
      await migrate(options, [doubled(times)]);
      expect(times.runs).toBe(1);
    });

    test("of processes that start together one does the work and the others wait for its end", async () => {
      const options = await filled("together");
      const times = { runs: 0, writes: 0 };
      const holders = ["a", "b", "c"];
      await Promise.all(
        holders.map(async (holder) => {
          await migrate(options, [doubled(times)], { holder });
          expect(await wrong(options)).toBe(0);
        }),
      );
      expect(times).toEqual({ runs: 1, writes: COUNT });
    });

    test("killed in the middle, the next process goes on where it was and ends in the same state", async () => {
      const options = await filled("killed");
      expect(await killedAfter(options, 700)).toBe("SIGKILL");
      const left = await wrong(options);
      expect(left).toBeGreaterThan(0);
      expect(left).toBeLessThan(COUNT);
      const times = { runs: 0, writes: 0 };
      await migrate(options, [doubled(times)]);
      expect([times, await wrong(options)]).toEqual([{ runs: 1, writes: left }, 0]);
    });

    test("a process that has lost its claim stops instead of working beside the other", async () => {
      const options = await filled("lost");
      let nowMs = 0;
      const stalled: Migration = {
        version: 1,
        name: "stalled",
        run: async (_store, { reached }) => {
          nowMs = 60_000;
          await migrate(options, [{ ...stalled, run: async () => {} }], { holder: "other", nowMs: () => nowMs });
          await reached("somewhere");
        },
      };
      await expect(migrate(options, [stalled], { nowMs: () => nowMs })).rejects.toMatchObject({ code: "conflict" });
    });

    test("a store that a later release has written is refused by name, and stays as it is", async () => {
      const options = await filled("newer");
      await migrate(options, [doubled({ runs: 0, writes: 0 })]);
      await expect(migrate(options, [])).rejects.toMatchObject({
        code: "failed_precondition",
        reason: "newer_store",
        retryable: false,
        message: expect.stringMatching(/the store of test has schema 1; this release knows schemas up to 0/),
      });
      expect(await wrong(options)).toBe(0);
    });

    test("a list with a gap is a fault of the program", async () => {
      await expect(migrate(optionsOf("gap"), [{ ...doubled({ runs: 0, writes: 0 }), version: 2 }])).rejects.toMatchObject({
        name: "InvalidValue",
      });
    });
  });
}

/** Runs the migration in a process of its own that is killed after so many writes; its claim ends soon after. */
function killedAfter(options: StoreOptions, writes: number): Promise<NodeJS.Signals | null> {
  const program = `
    import { openStore } from ${JSON.stringify(`${DIST}open-store.js`)};
    import { migrateStore } from ${JSON.stringify(`${DIST}migrations/migrate-store.js`)};
    import { rewriteDocuments } from ${JSON.stringify(`${DIST}migrations/rewrite-documents.js`)};
    const store = await openStore(${JSON.stringify(options)});
    let left = ${writes};
    const rewrite = ({ n, twice }) => {
      if (twice !== undefined) return undefined;
      if (left-- === 0) process.kill(process.pid, "SIGKILL");
      return { n, twice: 2 * n };
    };
    const run = (store, progress) => rewriteDocuments(store, { name: "things", indexes: [] }, rewrite, progress);
    await migrateStore({ name: "test", store, isEmpty: async () => false, migrations: [{ version: 1, name: "doubled", run }], holder: "child", leaseMs: 300 });
  `;
  const child = spawn(process.execPath, ["--input-type=module", "-e", program], { stdio: ["ignore", "inherit", "inherit"] });
  return new Promise((resolve) => child.once("exit", (_code, signal) => resolve(signal)));
}

const folder = mkdtempSync(join(tmpdir(), "phm-migrations-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
describeMigrations("SQLite", (name) => ({ database: "unused", folder, file: `${name}.db` }));

if (mongoUrl === undefined) {
  describe.skip("migrations on MongoDB: skipped, as MONGODB_TEST_URL is not set and no start script was found", () => {
    test("migrations", () => {});
  });
} else {
  const prefix = `phm_test_${process.pid}`;
  const databaseOf = (name: string) => `${prefix}_${name}`;
  afterAll(async () => {
    const client = new MongoClient(mongoUrl);
    for (const name of ["fresh", "once", "together", "killed", "lost", "newer", "gap"]) await client.db(databaseOf(name)).dropDatabase();
    await client.close();
  });
  describeMigrations("MongoDB", (name) => ({ mongoUrl, database: databaseOf(name), folder: "unused", file: "unused" }));
}
