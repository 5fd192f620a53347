// The offline analysis and the running suite are the same science: their lines are equal to the byte, on simulated and on real signals.
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { distOf } from "../lib/dist.mjs";
import { say } from "../lib/program.mjs";
import { fromRoot } from "../lib/root.mjs";

/** Recorded lives, where the machine has them; they are no part of the project. */
const RECORDED = { bundle: fromRoot("..", "shared", "data", "femto"), asset: "femto-b1-2" };
const SIMULATED_ACQUISITIONS = 300;

export async function run() {
  const { openBundle, writeBundle } = await import(distOf("packages/bundle"));
  const { simulateLife } = await import(distOf("packages/simulator"));
  const { runPhm, startTestSuite } = await import(distOf("packages/testkit"));
  const folder = await mkdtemp(join(tmpdir(), "phm-parity-"));
  const testSuite = await startTestSuite();
  const differences = [];
  const compared = [];
  const skipped = [];

  /** One asset of a bundle, through both. */
  async function compare(bundlePath, asset) {
    const bundle = await openBundle(bundlePath);
    const config = bundle.assets.find(({ ref }) => ref.asset === asset);
    await testSuite.deliver({ config, acquisitions: () => bundle.acquisitions({ asset }) });
    const live = await testSuite.report(asset);
    const { stdout } = await runPhm(["analyze", bundlePath, "--json", "--asset", asset]);
    const offline = stdout.trimEnd();
    compared.push({ asset, acquisitions: JSON.parse(offline).acquisitions, bytes: offline.length });
    if (live === offline) return;
    differences.push(asset);
    say(`${asset} differs:\n  suite:   ${live}\n  analyze: ${offline}`);
  }

  try {
    const life = simulateLife({ seed: 2, acquisitions: SIMULATED_ACQUISITIONS });
    const simulated = join(folder, "bundle");
    await writeBundle(simulated, { name: "parity", assets: [life.config] }, life.acquisitions(), { compression: "none" });
    await compare(simulated, life.config.ref.asset);
    if (existsSync(RECORDED.bundle)) await compare(RECORDED.bundle, RECORDED.asset);
    else skipped.push({ asset: RECORDED.asset, reason: "no recorded data on this machine" });
  } finally {
    await testSuite.cleanup();
    await rm(folder, { recursive: true, force: true });
  }
  for (const { asset, reason } of skipped) say(`skipped ${asset}: ${reason}`);
  return { ok: compared.length > 0 && differences.length === 0, compared, differences: differences.length, skipped };
}
