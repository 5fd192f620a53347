import { describe, expect, test } from "@jest/globals";
import { InvalidValue, MAX_ACQUISITION_BYTES, secondsBetween } from "@phm/domain";
import { amplitudeAt, levels, lineOverFloorDb, squaredEnvelope, values } from "../test/goertzel.js";
import { BEARING_FAULTS, STRIKE_ORDERS } from "./machine.js";
import { simulateHealthy, simulateLife } from "./simulate-life.js";

const RATE_HZ = 25_600;
const HORIZONTAL = 0;
const VERTICAL = 1;
const CURRENT = 2;

function envelopeLineDb(acquisition: Parameters<typeof values>[0], order: number): number {
  const envelope = squaredEnvelope(values(acquisition, VERTICAL), RATE_HZ, 3200);
  return lineOverFloorDb(envelope, RATE_HZ / 32, (order * acquisition.speedRpm!) / 60);
}

describe("a simulated life", () => {
  test("is the same, byte for byte, for the same seed, and another for another seed", () => {
    const make = (seed: number) => [...simulateLife({ seed, acquisitions: 4, samples: 512 }).acquisitions()];
    expect(make(11)).toEqual(make(11));
    expect(make(11)).not.toEqual(make(12));
    const life = simulateLife({ seed: 11, acquisitions: 4, samples: 512 });
    expect([...life.acquisitions()]).toEqual([...life.acquisitions()]);
  });

  test("has the stated number of acquisitions, samples, channels and interval", () => {
    const life = simulateLife({
      seed: 1,
      acquisitions: 5,
      samples: 1000,
      intervalS: 60,
      asset: "pump-7",
      startTime: "2026-05-01T00:00:00Z",
    });
    const acquisitions = [...life.acquisitions()];
    expect(acquisitions).toHaveLength(5);
    expect(life.truth.faultSizeMm).toHaveLength(5);
    for (const [index, acquisition] of acquisitions.entries()) {
      expect(acquisition.ref).toEqual(life.config.ref);
      expect(acquisition.channels.map((channel) => channel.data.length)).toEqual([2000, 2000, 2000]);
      expect(acquisition.channels.map(({ point, quantity, unit }) => ({ id: point, quantity, unit }))).toEqual(
        life.config.points.map(({ id, quantity, unit }) => ({ id, quantity, unit })),
      );
      expect(secondsBetween(acquisitions[0]!.startTimeNs, acquisition.startTimeNs)).toBe(60 * index);
    }
    expect(life.truth.endOfLifeNs).toBe(acquisitions[4]!.startTimeNs);
    expect(life.truth.damageOnsetNs! < life.truth.endOfLifeNs!).toBe(true);
  });

  test("defaults to 600 acquisitions of 1 s at 25,600 Hz that fit the message limit", () => {
    const life = simulateLife({ seed: 1 });
    expect(life.truth.faultSizeMm).toHaveLength(600);
    const [first] = life.acquisitions();
    expect(first).toMatchObject({ samples: 25_600, sampleRateHz: RATE_HZ, timeBase: "recorded" });
    expect(first!.channels.length * 2 * first!.samples).toBeLessThan(MAX_ACQUISITION_BYTES);
  });

  test.each(BEARING_FAULTS)("with %s rises four-fold in level, and ends in zone C or D after zone A", (fault) => {
    const acquisitions = [...simulateLife({ seed: 5, fault, acquisitions: 6 }).acquisitions()];
    const before = levels(values(acquisitions[0]!, HORIZONTAL), RATE_HZ);
    const after = levels(values(acquisitions[5]!, HORIZONTAL), RATE_HZ);
    expect(before.velocityRmsMmPerS).toBeGreaterThan(0.8);
    expect(before.velocityRmsMmPerS).toBeLessThan(1.4);
    expect(after.velocityRmsMmPerS).toBeGreaterThan(2.8);
    expect(after.velocityRmsMmPerS).toBeLessThan(8);
    expect(after.bandRmsG / before.bandRmsG).toBeGreaterThan(4);
  });

  test.each(BEARING_FAULTS)("with %s shows its own line at the end", (fault) => {
    const last = [...simulateLife({ seed: 6, fault, acquisitions: 3 }).acquisitions()][2]!;
    expect(envelopeLineDb(last, STRIKE_ORDERS[fault])).toBeGreaterThan(15);
  });

  test("shows the outer race line 15 dB over its surroundings all through the last third, for several seeds", () => {
    for (const seed of [1, 2, 3]) {
      const acquisitions = [...simulateLife({ seed, acquisitions: 16 }).acquisitions()];
      for (const acquisition of acquisitions.slice(11))
        expect(envelopeLineDb(acquisition, STRIKE_ORDERS.bearing_outer_race)).toBeGreaterThan(15);
    }
  });

  test("never clips: the stored values keep off the ends of int16 and use a fair part of it", () => {
    for (const fault of BEARING_FAULTS) {
      for (const seed of [1, 2, 3]) {
        const last = [...simulateLife({ seed, fault, acquisitions: 2 }).acquisitions()][1]!;
        for (const channel of last.channels) {
          const peak = values(last, last.channels.indexOf(channel)).reduce((most, value) => Math.max(most, Math.abs(value)), 0);
          expect(peak / channel.scale).toBeLessThan(32_767);
          expect(peak / channel.scale).toBeGreaterThan(3_000);
        }
      }
    }
  });
});

describe("the machine's other lines", () => {
  const [acquisition] = simulateHealthy({ seed: 9, acquisitions: 2, samples: 20 * RATE_HZ }).acquisitions();
  const shaftHz = acquisition!.speedRpm! / 60;

  test("unbalance stands at 1x and the mains at twice line frequency in the acceleration", () => {
    const vertical = values(acquisition!, VERTICAL);
    const floor = amplitudeAt(vertical, RATE_HZ, 130);
    expect(amplitudeAt(vertical, RATE_HZ, shaftHz)).toBeGreaterThan(5 * floor);
    expect(amplitudeAt(vertical, RATE_HZ, 100)).toBeGreaterThan(3 * floor);
  });

  test("the current is 50 Hz with small slip sidebands, resolved in 20 s", () => {
    const current = values(acquisition!, CURRENT);
    let supplyHz = 50;
    for (let at = 49.9; at <= 50.1; at += 0.01) {
      if (amplitudeAt(current, RATE_HZ, at) > amplitudeAt(current, RATE_HZ, supplyHz)) supplyHz = at;
    }
    const fundamentalA = amplitudeAt(current, RATE_HZ, supplyHz);
    const slipHz = 2 * (supplyHz - 2 * shaftHz);
    expect(fundamentalA).toBeGreaterThan(30);
    expect(fundamentalA).toBeLessThan(50);
    for (const side of [supplyHz - slipHz, supplyHz + slipHz]) {
      const sidebandDb = 20 * Math.log10(amplitudeAt(current, RATE_HZ, side) / fundamentalA);
      expect(sidebandDb).toBeGreaterThan(-60);
      expect(sidebandDb).toBeLessThan(-48);
    }
  });
});

test("a healthy machine shows no bearing line and keeps its level", () => {
  const healthy = simulateHealthy({ seed: 5, acquisitions: 3 });
  const acquisitions = [...healthy.acquisitions()];
  expect(healthy.truth).toMatchObject({ fault: null, damageOnsetNs: null, endOfLifeNs: null });
  for (const order of Object.values(STRIKE_ORDERS)) expect(envelopeLineDb(acquisitions[2]!, order)).toBeLessThan(15);
  const first = levels(values(acquisitions[0]!, VERTICAL), RATE_HZ);
  const last = levels(values(acquisitions[2]!, VERTICAL), RATE_HZ);
  expect(last.bandRmsG / first.bandRmsG).toBeGreaterThan(0.8);
  expect(last.bandRmsG / first.bandRmsG).toBeLessThan(1.25);
});

test("an option out of its range is refused by name", () => {
  const refuse = (options: object, field: string) => {
    expect(() => simulateLife({ seed: 1, ...options })).toThrow(InvalidValue);
    expect(() => simulateLife({ seed: 1, ...options })).toThrow(field);
  };
  refuse({ seed: 1.5 }, "seed");
  refuse({ acquisitions: 1 }, "acquisitions");
  refuse({ samples: 0 }, "samples");
  refuse({ sampleRateHz: 4000 }, "sampleRateHz");
  refuse({ sampleRateHz: Number.NaN }, "sampleRateHz");
  refuse({ intervalS: 0.5 }, "intervalS");
  refuse({ fault: "gear" }, "fault");
  refuse({ startTime: "yesterday" }, "startTime");
  refuse({ asset: "a.b" }, "asset");
});
