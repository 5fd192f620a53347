import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "@jest/globals";
import { openBundle } from "@phm/bundle";
import { createManipulator } from "@phm/pipeline";

/** Real data that is never part of the project: the test runs where it lies beside the checkout. */
const DATA = fileURLToPath(new URL("../../shared/data/", import.meta.url));
/** Records that are judged of each bundle, spread over it. */
const JUDGED = 12;

describe.each(["cwru", "adi-limerick", "mfpt", "uestc", "itsc", "femto"])("sensor health on %s", (name) => {
  const here = existsSync(`${DATA}${name}/bundle.json`);
  const judge = here ? test : test.skip;

  judge(`raises nothing on recordings of sound sensors${here ? "" : " (skipped: the data are not on this machine)"}`, async () => {
    const bundle = await openBundle(`${DATA}${name}`);
    const configs = new Map(bundle.assets.map((config) => [config.ref.asset, config]));
    const acquisitions = [];
    for await (const acquisition of bundle.acquisitions()) acquisitions.push(acquisition);
    const every = Math.max(1, Math.floor(acquisitions.length / JUDGED));
    const manipulator = createManipulator();
    const faults = acquisitions
      .filter((_, i) => i % every === 0)
      .flatMap((acquisition) => manipulator.manipulate(acquisition, configs.get(acquisition.ref.asset)!).channels)
      .flatMap(({ sensorFaults }) => sensorFaults);
    expect(acquisitions.length).toBeGreaterThan(0);
    expect(faults).toEqual([]);
  });
});
