import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { writeBundle } from "@phm/bundle";
import { simulateLife } from "@phm/simulator";
import { runPhm, startTestSuite, type TestSuite, waitFor } from "@phm/testkit";

const ACQUISITIONS = 12;
const NOBODY = "127.0.0.1:9";
const source = simulateLife({ seed: 5, acquisitions: ACQUISITIONS, samples: 2048, sampleRateHz: 12_800, intervalS: 600 });
const asset = source.config.ref.asset;

describe("phm send", () => {
  let suite: TestSuite;
  let folder: string;
  let bundle: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "phm-send-"));
    bundle = join(folder, "bundle");
    await writeBundle(bundle, { name: "send", assets: [source.config] }, source.acquisitions());
    suite = await startTestSuite();
  }, 60_000);
  afterAll(async () => {
    await suite?.cleanup();
    await rm(folder, { recursive: true, force: true });
  }, 30_000);

  const send = (bundles: readonly string[], { ingest = suite.suite.grpcAddress.ingest, more = [] as string[] } = {}) => {
    const { workorders } = suite.suite.grpcAddress;
    const target = ["--spool", join(folder, "spool"), "--ingest", ingest, "--workorders", ingest === NOBODY ? NOBODY : workorders];
    return runPhm(["send", ...bundles, ...target, ...more]);
  };

  it("keeps what nobody takes, says so, and sends it when it is run again without the bundle", async () => {
    const away = await send([bundle], { ingest: NOBODY, more: ["--patience", "1s"] });
    expect([away.code, away.stdout]).toEqual([75, expect.stringContaining(`${ACQUISITIONS} acquisitions wait in`)]);
    await suite.register(source.config);
    const back = await send([]);
    expect([back.code, back.stdout]).toEqual([0, expect.stringContaining(`${ACQUISITIONS} acquisitions`)]);
    expect((await suite.get<{ count: number }>(`/assets/${asset}/features/summary`)).count).toBeLessThanOrEqual(ACQUISITIONS);
    const all = async () => (await suite.get<{ count: number }>(`/assets/${asset}/features/summary`)).count === ACQUISITIONS;
    expect(await waitFor(all, { what: "all acquisitions" })).toBe(true);
  }, 60_000);

  it("takes a bundle once, however often it is named", async () => {
    const again = await send([bundle]);
    expect([again.code, again.stdout]).toEqual([0, expect.stringContaining("0 acquisitions")]);
    expect(await readdir(join(folder, "spool", "refused")).catch(() => [])).toEqual([]);
  }, 60_000);

  it("refuses a level that ingest does not give, and what is no bundle", async () => {
    const other = simulateLife({ seed: 6, asset: "sim-motor-2", acquisitions: 2, samples: 2048, sampleRateHz: 12_800, intervalS: 600 });
    await writeBundle(join(folder, "other"), { name: "other", assets: [other.config] }, other.acquisitions());
    const level = await send([join(folder, "other")], { more: ["--level", "replicated", "--patience", "1s"] });
    expect([level.code, `${level.stdout}${level.stderr}`]).toEqual([expect.any(Number), expect.stringContaining("replicated")]);
    expect(level.code).not.toBe(0);
    const none = await send([join(folder, "nothing")]);
    expect([none.code, none.stderr]).toEqual([1, expect.stringContaining("a folder of bundles")]);
  }, 60_000);
});
