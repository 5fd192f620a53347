import { expect, test } from "@jest/globals";
import { checkAcquisition } from "@phm/domain";
import { simulateFleet } from "./simulate-fleet.js";

const NOW_NS = 1_767_225_600_000_000_000n;

test("a fleet has as many machines as are asked for, each with its own acquisitions, which the register's word allows", () => {
  const fleet = simulateFleet({ seed: 1, assets: 12, samples: 512, site: "north" });
  expect(fleet.configs.map(({ ref }) => `${ref.site}/${ref.asset}`).slice(-2)).toEqual(["north/sim-10", "north/sim-11"]);
  const [config] = fleet.configs.slice(-1);
  const acquisition = fleet.acquisition(11, NOW_NS);
  expect(() => checkAcquisition(acquisition, config!)).not.toThrow();
  expect(acquisition).toMatchObject({ ref: config!.ref, timeBase: "live", startTimeNs: NOW_NS, samples: 512 });
  expect(fleet.sampleBytes).toBe(acquisition.channels.reduce((sum, { data }) => sum + data.byteLength, 0));
  expect(fleet.acquisition(0, NOW_NS).channels[0]?.data).not.toEqual(acquisition.channels[0]?.data);
});

test.each([
  [{ assets: 0, samples: 512 }, "assets"],
  [{ assets: 1.5, samples: 512 }, "assets"],
  [{ assets: 3, samples: 10 }, "samples"],
])("%j is refused by the name of %s", (options, field) => {
  expect(() => simulateFleet({ seed: 1, ...options })).toThrow(field);
});

test("a machine that the fleet does not have is refused", () => {
  expect(() => simulateFleet({ seed: 1, assets: 2, samples: 256 }).acquisition(2, NOW_NS)).toThrow(/machine is 2/);
});
