import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { toBinary } from "@bufbuild/protobuf";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { AcquisitionSchema, ArchiveService, acquisitionToWire, assetRefToWire, subjectOf } from "@phm/contracts";
import {
  type Acquisition,
  type AssetRef,
  acquisitionKey,
  assetRef,
  DEFAULT_ORGANISATION,
  DEFAULT_SITE,
  formatTimeNs,
  NS_PER_MS,
} from "@phm/domain";
import { connectNats, createClient, createLogger, JetStreamPublisher, Metrics } from "@phm/service-kit";
import { runPhm, SHORT_LIFE_ACQUISITIONS, shortLife, startTestSuite, type TestSuite, waitFor } from "@phm/testkit";
import { numbersWithoutUnit } from "./numbers-without-unit.js";

interface Evidence {
  readonly ok: boolean;
  readonly orderCount: number;
  readonly advisoryCount: number;
  readonly equalCount: number;
  readonly orders: readonly {
    readonly order: string;
    readonly asset: string;
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

interface Sweep {
  readonly finished: boolean;
  readonly items: readonly { readonly id: string; readonly rule: string; readonly deleted: boolean }[];
}

const DAY_MS = 86_400_000;

/** As ingest would have published them then. */
async function publishReceived(acquisitions: readonly Acquisition[], receivedNs: bigint): Promise<void> {
  const logger = createLogger({ service: "test", level: "silent" });
  const link = await connectNats({ url: `nats://127.0.0.1:${suite.ports.nats}`, name: "test", logger });
  const publisher = new JetStreamPublisher(link, { metrics: new Metrics("test") });
  for (const acquisition of acquisitions) {
    const payload = toBinary(AcquisitionSchema, acquisitionToWire(acquisition));
    const subject = subjectOf("acquisition", acquisition.ref);
    const messageId = acquisitionKey(acquisition.ref, acquisition.id);
    await publisher.publish({ subject, messageId, payload, headers: { "Phm-Received-Ns": String(receivedNs) } });
  }
  await link.close();
}

async function archived(ref: AssetRef): Promise<Set<string>> {
  const client = createClient(ArchiveService, suite.suite.grpcAddress.ingest);
  const { acquisitions } = await client.call.listAcquisitions({ ref: assetRefToWire(ref), limit: 1_000 });
  client.close();
  return new Set(acquisitions.map(({ id }) => id));
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

test("what was received long ago is deleted while its life goes on, all but the evidence: the orders are recomputed all the same", async () => {
  const old = shortLife(2);
  const ref = assetRef(DEFAULT_ORGANISATION, DEFAULT_SITE, "aged");
  await suite.register({ ...old.config, ref });
  const acquisitions = [...old.acquisitions()].map((acquisition) => ({ ...acquisition, ref }));
  await publishReceived(acquisitions, BigInt(Date.now() - 400 * DAY_MS) * NS_PER_MS);
  const lastNs = acquisitions.at(-1)?.startTimeNs as bigint;
  const asOf = async () => (await suite.get<{ asOf: { time: string } | null }>("/assets/aged/advisories?limit=1")).asOf?.time;
  await waitFor(async () => (await asOf()) === formatTimeNs(lastNs), { what: "advice on the last acquisition", timeoutMs: 60_000 });

  const pins = async () => (await suite.get<{ items: Pin[] }>("/retention/pins?asset=aged")).items;
  const pinned = new Set((await pins()).map(({ acquisition }) => acquisition));
  expect((await pins()).some(({ kind }) => kind === "work_order")).toBe(true);
  // One a day, for 25 hours of two days or three, and what is not settled at the end.
  const most = pinned.size + 3 + 2;
  await waitFor(async () => (await archived(ref)).size <= most, { what: "sweeps that leave the evidence" });
  const left = await archived(ref);
  expect([...pinned].filter((acquisition) => !left.has(acquisition))).toEqual([]);
  const sweeps = async () => (await suite.get<{ items: Sweep[] }>("/retention/sweeps?limit=200")).items;
  const finished = async () => (await sweeps()).every((sweep) => sweep.finished) && sweeps();
  const ended = await waitFor(finished, { what: "the end of the last sweep" });
  const deleted = ended.flatMap(({ items }) => items.filter((item) => item.deleted));
  expect(deleted.length).toBe(SHORT_LIFE_ACQUISITIONS - left.size);
  expect(deleted.filter(({ id }) => pinned.has(id))).toEqual([]);
  expect(deleted.every(({ rule }) => rule === "thinned")).toBe(true);
  expect((await evidence()).said).toMatchObject({ ok: true });
  expect((await retention("verify")).code).toBe(0);
}, 90_000);

test("a waveform with a flipped bit is named, and the command fails", async () => {
  const { orders } = (await evidence()).said;
  const acquisition = orders.find(({ asset }) => asset === life.config.ref.asset)?.advisories[0]?.acquisition as string;
  const folder = join(suite.dataFolder, "stores/ingest-waveforms");
  const file = (await readdir(folder, { recursive: true })).find(
    (each) => each.includes(`/${life.config.ref.asset}/`) && each.includes(`/${acquisition}-`),
  ) as string;
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
