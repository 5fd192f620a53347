import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { runPhm, SHORT_LIFE_ACQUISITIONS, shortLife, startTestSuite, type TestSuite, waitFor } from "@phm/testkit";
import { numbersWithoutUnit } from "./numbers-without-unit.js";

interface Evidence {
  readonly ok: boolean;
  readonly orderCount: number;
  readonly advisoryCount: number;
  readonly equalCount: number;
  readonly orders: readonly {
    readonly order: string;
    readonly advisories: readonly { readonly acquisition: string; readonly isEqual: boolean; readonly problems: readonly string[] }[];
  }[];
}

const life = shortLife();
let suite: TestSuite;
beforeAll(async () => {
  suite = await startTestSuite({ env: { PHM_RETENTION_INTERVAL: "1s" } });
  await suite.deliver(life);
}, 120_000);
afterAll(() => suite?.cleanup(), 20_000);

async function evidence(...args: string[]): Promise<{ code: number | null; said: Evidence }> {
  const { ingest, predict, workorders } = suite.suite.grpcAddress;
  const addresses = ["--ingest", ingest, "--predict", predict, "--workorders", workorders];
  const { code, stdout, stderr } = await runPhm(["evidence", "--json", ...addresses, ...args]);
  if (stdout === "") throw new Error(stderr);
  return { code, said: JSON.parse(stdout) as Evidence };
}

test("every work order of a machine's life is recomputed from its waveforms to the bit", async () => {
  const { code, said } = await evidence();
  expect(said).toMatchObject({ ok: true, equalCount: said.advisoryCount });
  expect(said.orderCount).toBeGreaterThanOrEqual(1);
  expect(said.advisoryCount).toBeGreaterThanOrEqual(said.orderCount);
  expect(code).toBe(0);
  const [first] = said.orders;
  expect((await evidence(first?.order as string)).said).toMatchObject({ ok: true, orderCount: 1 });
}, 30_000);

interface Pin {
  readonly acquisition: string;
  readonly kind: string;
  readonly record: string;
}

const retention = (command: string, ...args: string[]) => runPhm(["retention", command, "--api", suite.suite.apiUrl, ...args]);

test("what the alarm and the orders of a machine rest on is pinned, with who refers to it and why, and every pin can be read", async () => {
  const asset = life.config.ref.asset;
  const { items } = await suite.get<{ items: Pin[] }>(`/retention/pins?asset=${asset}`);
  expect(new Set(items.map(({ kind }) => kind))).toEqual(new Set(["alarm", "advisory", "work_order"]));
  const order = (await evidence()).said.orders[0]?.order as string;
  const ofOrder = items.filter(({ record }) => record === order);
  const printed = await retention("pins", "--asset", asset, "--record", order, "--json");
  expect(
    printed.stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line)),
  ).toEqual(ofOrder);
  const verified = await retention("verify", "--json");
  expect(verified.code).toBe(0);
  expect(JSON.parse(verified.stdout)).toEqual({
    ok: true,
    soundCount: new Set(items.map(({ acquisition }) => acquisition)).size,
    damaged: [],
  });
}, 30_000);

test("a site's usage is counted, its policy is changed by who has read it, and nothing of a young machine is deleted", async () => {
  interface Usage {
    readonly tiers: readonly { readonly acquisitionCount: number; readonly pinnedAcquisitionCount: number }[];
    readonly noForecastReason: string;
  }
  const counted = async () => {
    const usage = await suite.get<Usage>("/retention/usage");
    return usage.tiers[1]?.acquisitionCount === SHORT_LIFE_ACQUISITIONS && usage.tiers[1].pinnedAcquisitionCount > 0 && usage;
  };
  const usage = await waitFor(counted, { what: "a round of retention that has counted the machine" });
  expect(usage.noForecastReason).toBe("no_budget");
  expect((await suite.get<{ items: unknown[] }>("/retention/sweeps")).items).toEqual([]);
  const file = join(suite.dataFolder, "policy.json");
  const policy = (await retention("policy")).stdout;
  await writeFile(file, policy);
  expect(await retention("set-policy", file, "--actor", "Li")).toMatchObject({ code: 0, stdout: "default/default: policy version 1\n" });
  expect(await retention("set-policy", file, "--actor", "Wang")).toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/version 1, not 0/),
  });
  const answers = [usage, await suite.get("/retention/policy"), await suite.get(`/retention/pins?asset=${life.config.ref.asset}`)];
  expect(answers.flatMap(numbersWithoutUnit)).toEqual([]);
}, 30_000);

test("a waveform with a flipped bit is named, and the command fails", async () => {
  const acquisition = (await evidence()).said.orders[0]?.advisories[0]?.acquisition as string;
  const folder = join(suite.dataFolder, "stores/ingest-waveforms");
  const file = (await readdir(folder, { recursive: true })).find((each) => each.includes(`/${acquisition}-`)) as string;
  const stored = await readFile(join(folder, file));
  stored[stored.length - 10] = (stored.at(-10) as number) ^ 4;
  await writeFile(join(folder, file), stored);
  const { code, said } = await evidence();
  expect(code).toBe(1);
  expect(said.ok).toBe(false);
  const damaged = said.orders.flatMap(({ advisories }) => advisories).filter(({ isEqual }) => !isEqual);
  expect(damaged.every((each) => each.acquisition === acquisition)).toBe(true);
  expect(damaged[0]?.problems[0]).toMatch(/is not what was stored|checksum|sha256/);
  const verified = await retention("verify");
  expect(verified).toMatchObject({ code: 1, stdout: expect.stringContaining(acquisition) });
}, 30_000);
