import { cp, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { simulateLife } from "@phm/simulator";
import { mongoTestUrl, runPhm, SHORT_LIFE_ACQUISITIONS, shortLife, startPhm, startTestSuite, type TestSuite, waitFor } from "@phm/testkit";
import { MongoClient } from "mongodb";

const mongoUrl = await mongoTestUrl();
const DATABASES = `phm_backup_${process.pid}`;
const LIFE = shortLife(3);
const ASSET = LIFE.config.ref.asset;
/** The backup is asked for while the life is on its way: there is an order by then, and more to come. */
const BACKUP_AFTER = 120;

interface EndState {
  readonly features: number;
  readonly orders: unknown;
  readonly contracts: unknown;
  readonly archived: string;
  readonly report: string;
}

async function endState(suite: TestSuite): Promise<EndState> {
  const { count: features } = await suite.get<{ count: number }>(`/assets/${ASSET}/features/summary`);
  const { items: orders } = await suite.get<{ items: unknown }>(`/work-orders?asset=${ASSET}`);
  const { items: contracts } = await suite.get<{ items: unknown }>("/sharing-contracts");
  const { code, stdout } = await runPhm(["verify", "--port", String(suite.ports.api), "--json"]);
  const lines = stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as { ok?: boolean; tally?: { store: string; items: number; done: boolean } });
  const waveforms = lines.find(({ tally }) => tally?.store === "blobs/waveforms" && tally.done)?.tally?.items;
  return {
    features,
    orders,
    contracts,
    archived: `${waveforms} waveforms, verified: ${code === 0 && lines.at(-1)?.ok}`,
    report: await suite.report(ASSET),
  };
}

/** A record of the gateway's own. */
async function share({ suite }: TestSuite): Promise<void> {
  const terms = {
    ...{ oem: "maker", assets: { by: "list", assets: [{ site: "default", asset: ASSET }] }, horizon: { delayS: 0 } },
    ...{ grants: [{ dataClass: "condition", resolution: "raw" }], expires: "2031-01-01T00:00:00Z" },
  };
  const init = { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(terms) };
  expect((await fetch(`${suite.apiUrl}/api/v1/sharing-contracts`, init)).status).toBe(201);
}

describe("a backup that was taken under load", () => {
  let folder: string;
  let undisturbed: EndState;
  let restored: TestSuite | undefined;
  const backup = () => join(folder, "backup");

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "phm-backup-"));
    const suite = await startTestSuite();
    try {
      await share(suite);
      let taken: ReturnType<typeof runPhm> | undefined;
      const args = ["backup", backup(), "--data", suite.dataFolder, "--port", String(suite.ports.api)];
      await suite.deliver(LIFE, {
        onAnswered: (_acquisition, { accepted }) => {
          if (accepted >= BACKUP_AFTER) taken ??= runPhm(args);
        },
      });
      expect(await taken).toMatchObject({ code: 0, stderr: "", stdout: expect.stringMatching(/documents, points and blobs as of 20/) });
      undisturbed = await endState(suite);
    } finally {
      await suite.cleanup();
    }
  }, 120_000);
  afterAll(async () => {
    await restored?.cleanup();
    if (mongoUrl !== undefined) await dropDatabases(mongoUrl);
    await rm(folder, { recursive: true, force: true });
  });

  test("restored into an empty suite and continued, it ends in the same state as the suite that went on undisturbed", async () => {
    expect(await runPhm(["backup", "verify", backup()])).toMatchObject({ code: 0, stdout: expect.stringMatching(/^sound: /) });
    let restoring: Awaited<ReturnType<typeof runPhm>> | undefined;
    restored = await startTestSuite({
      prepare: async (data) => {
        restoring = await runPhm(["restore", backup(), "--data", data]);
      },
    });
    expect(restoring).toMatchObject({ code: 0 });
    const { count } = await restored.get<{ count: number }>(`/assets/${ASSET}/features/summary`);
    expect(count).toBeGreaterThan(0);
    expect(count).toBeLessThanOrEqual(SHORT_LIFE_ACQUISITIONS);
    const { accepted, duplicates } = await restored.deliver(LIFE);
    expect(accepted + duplicates).toBe(SHORT_LIFE_ACQUISITIONS);
    expect(duplicates).toBeGreaterThan(0);
    expect(await endState(restored)).toEqual(undisturbed);
  }, 120_000);

  const onMongo = mongoUrl === undefined ? test.skip : test;
  onMongo(
    "restored into the other engine and continued, it ends in the same state, and can be backed up from there",
    async () => {
      const env = { MONGODB_URL: mongoUrl as string, MONGODB_DATABASE_PREFIX: DATABASES };
      let code: number | null | undefined;
      const moved = await startTestSuite({
        env,
        prepare: async (data) => {
          code = await startPhm(["restore", backup(), "--data", data], env).ended;
        },
      });
      try {
        expect(code).toBe(0);
        await moved.deliver(LIFE);
        expect(await endState(moved)).toEqual(undisturbed);
        const again = startPhm(["backup", join(folder, "from-mongo"), "--data", moved.dataFolder, "--port", String(moved.ports.api)], env);
        expect([await again.ended, again.output.stderr]).toEqual([0, ""]);
      } finally {
        await moved.cleanup();
      }
      expect(await runPhm(["backup", "verify", join(folder, "from-mongo")])).toMatchObject({ code: 0 });
    },
    180_000,
  );

  test("says how much is waiting when the suite does not come to rest, and lets the intake go", async () => {
    const { suite, ports, dataFolder, register, deliver } = restored as TestSuite;
    const other = simulateLife({ seed: 5, asset: "other", acquisitions: 12, samples: 12_800, sampleRateHz: 12_800, intervalS: 600 });
    await register(other.config);
    const pid = suite.process("features").pid as number;
    process.kill(pid, "SIGSTOP");
    const delivering = deliver(other);
    try {
      const args = ["backup", join(folder, "never"), "--data", dataFolder, "--port", String(ports.api), "--patience", "2s"];
      await waitFor(async () => (await runPhm([...args])).stderr.includes("messages to work off"), {
        what: "a backup that gives up",
        timeoutMs: 30_000,
      });
    } finally {
      process.kill(pid, "SIGCONT");
    }
    expect(await delivering).toMatchObject({ accepted: 12, rejected: 0 });
    expect(await readdir(folder)).not.toContain("never");
  }, 90_000);

  test("is not put over a suite that has something", async () => {
    const { code, stderr } = await runPhm(["restore", backup(), "--data", (restored as TestSuite).dataFolder]);
    expect([code, stderr]).toEqual([1, expect.stringMatching(/A suite is already running/)]);
    const data = join(folder, "taken");
    await runPhm(["restore", backup(), "--data", data]);
    const again = await runPhm(["restore", backup(), "--data", data]);
    expect([again.code, again.stderr]).toEqual([1, expect.stringMatching(/an empty suite/)]);
  }, 60_000);

  test.each([
    [
      "a flipped bit in its documents",
      async (copy: string) => flip(join(copy, "workorders/documents/work_orders.ndjson")),
      "work_orders.ndjson has sha256",
    ],
    ["a flipped bit in a waveform", async (copy: string) => flip(await oneBlob(copy)), "waveforms/.*\\.blob has sha256"],
    ["a waveform that is gone", async (copy: string) => rm(await oneBlob(copy)), "waveforms/.*\\.blob is not there"],
  ])(
    "with %s it is refused by the name of the file, and nothing is restored",
    async (_what, damage, named) => {
      const copy = await mkdtemp(join(folder, "copy-"));
      await cp(backup(), copy, { recursive: true });
      await damage(copy);
      const data = `${copy}-data`;
      const { code, stderr } = await runPhm(["restore", copy, "--data", data]);
      expect([code, stderr]).toEqual([1, expect.stringMatching(new RegExp(`^phm: the backup .* is damaged: .*${named}`))]);
      expect(await readdir(data).catch(() => [])).toEqual([]);
      expect(await runPhm(["backup", "verify", copy])).toMatchObject({ code: 1, stdout: expect.stringMatching(/NOT SOUND/) });
    },
    30_000,
  );
});

async function dropDatabases(url: string): Promise<void> {
  const client = new MongoClient(url);
  for (const service of ["ingest", "features", "predict", "workorders"]) await client.db(`${DATABASES}_${service}`).dropDatabase();
  await client.close();
}

async function flip(file: string): Promise<void> {
  const bytes = await readFile(file);
  const middle = bytes.byteLength >> 1;
  bytes[middle] = (bytes[middle] as number) ^ 1;
  await writeFile(file, bytes);
}

async function oneBlob(copy: string): Promise<string> {
  const names = await readdir(join(copy, "ingest/blobs/waveforms"), { recursive: true });
  return join(copy, "ingest/blobs/waveforms", names.find((name) => name.endsWith(".blob")) as string);
}
