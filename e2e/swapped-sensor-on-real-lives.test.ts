import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "@jest/globals";
import { openBundle } from "@phm/bundle";
import type { Acquisition, AssetConfig } from "@phm/domain";
import { createManipulator, initialPipelineState, step } from "@phm/pipeline";

/** Real data that is never part of the project: the test runs where it lies beside the checkout. */
const FEMTO = fileURLToPath(new URL("../../shared/data/femto/", import.meta.url));
const here = existsSync(`${FEMTO}bundle.json`);
const onRealLife = here ? test : test.skip;
const skipped = here ? "" : " (skipped: the data are not on this machine)";
/** Twelve minutes before the middle of the life, the same after it. */
const EACH_SIDE = 75;

async function middleOf(asset: string): Promise<{ config: AssetConfig; acquisitions: readonly Acquisition[] }> {
  const bundle = await openBundle(FEMTO);
  const acquisitions: Acquisition[] = [];
  for await (const acquisition of bundle.acquisitions({ asset })) acquisitions.push(acquisition);
  const middle = acquisitions.length >> 1;
  const config = bundle.assets.find(({ ref }) => ref.asset === asset);
  return { config: config as AssetConfig, acquisitions: acquisitions.slice(middle - EACH_SIDE, middle + EACH_SIDE) };
}

async function heard(asset: string, gain: number) {
  const { config, acquisitions } = await middleOf(asset);
  const manipulator = createManipulator();
  let state = initialPipelineState();
  const said = acquisitions.map((acquisition, i) => {
    const factor = i < EACH_SIDE ? 1 : gain;
    const channels = acquisition.channels.map((channel) => ("scale" in channel ? { ...channel, scale: factor * channel.scale } : channel));
    const [next, { assessment }] = step(state, { ...acquisition, channels }, config, manipulator);
    state = next;
    return assessment!.prognosis;
  });
  return { said, orders: state.workOrders.map(({ failureMode }) => failureMode) };
}

describe("sensors swapped in the middle of a real life, without notice", () => {
  onRealLife.each([
    ["femto-b2-2", 2],
    ["femto-b2-2", 0.5],
    ["femto-b3-1", 2],
  ])(`on %s, times %d: the sensors' order, and no estimate${skipped}`, async (asset, gain) => {
    const { said, orders } = await heard(asset, gain);
    expect(said.map(({ status }) => status)).not.toContain("estimate");
    expect(said.some(({ reason }) => reason.includes("one factor at all frequencies"))).toBe(true);
    expect(orders).toEqual(["sensor_fault"]);
  });

  onRealLife.each([
    ["femto-b2-2", 1.3],
    ["femto-b3-1", 1],
  ])(`on %s, times %d: nothing is said of it, and there is no estimate${skipped}`, async (asset, gain) => {
    const { said, orders } = await heard(asset, gain);
    expect(said.map(({ status }) => status)).not.toContain("estimate");
    expect(said.some(({ reason }) => reason.includes("one factor at all frequencies"))).toBe(false);
    expect(orders).toEqual([]);
  });
});
