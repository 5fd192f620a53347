import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { CONFIG, featuresAt, START_NS, type Synthetic } from "../../test/synthetic-features.js";
import { DEFAULT_TIME_SCALE } from "../machine/machine-time-scale.js";
import { type Detection, type DetectionState, NO_DETECTION } from "./detection.js";
import { detect } from "./state-detection.js";

type Sample = readonly [seconds: number, synthetic: Synthetic];

function run(samples: readonly Sample[], config = CONFIG): { detections: Detection[]; state: DetectionState } {
  let state = NO_DETECTION;
  const detections = samples.map(([seconds, synthetic]) => {
    const [next, detection] = detect(state, featuresAt(seconds, synthetic), config, DEFAULT_TIME_SCALE);
    state = next;
    return detection;
  });
  return { detections, state };
}

const series = (intervalS: number, levels: readonly number[], fromS = 0): Sample[] =>
  levels.map((level, i) => [fromS + i * intervalS, { level }]);
const flat = (count: number, level: number): number[] => Array<number>(count).fill(level);

describe("state detection", () => {
  test.each([10, 20, 300, 3600])("a held doubling of the level is an onset, sampled each %i s", (intervalS) => {
    const { detections } = run(series(intervalS, [...flat(200, 1), ...flat(30, 2.2)]));
    expect(detections.slice(0, 200).some((d) => d.alert)).toBe(false);
    expect(detections.at(-1)?.alert).toBe(true);
    expect(detections.at(-1)?.alarm).toBe(false);
    const onsetS = Number(BigInt(detections.at(-1)?.onsetNs ?? 0) - START_NS) / 1e9;
    expect(onsetS).toBeGreaterThanOrEqual(200 * intervalS);
    expect(onsetS).toBeLessThanOrEqual(204 * intervalS);
  });

  test("a rise to three times is an alarm", () => {
    expect(run(series(10, [...flat(200, 1), ...flat(30, 3)])).detections.at(-1)?.alarm).toBe(true);
  });

  test("spikes of up to two acquisitions never count, however high", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.integer({ min: 6, max: 30 }), fc.integer({ min: 1, max: 2 })), { maxLength: 20 }), (spikes) => {
        const levels = [...flat(100, 1), ...spikes.flatMap(([quiet, high]) => [...flat(high, 50), ...flat(quiet, 1)])];
        expect(run(series(10, levels)).detections.some((d) => d.alert)).toBe(false);
      }),
    );
  });

  test("the scale of the signal does not matter, only its ratio to its own past", () => {
    const levels = [...flat(100, 1), ...flat(20, 2.6)];
    const ratios = (gain: number) =>
      run(
        series(
          10,
          levels.map((l) => l * gain),
        ),
      ).detections.map((d) => [d.alert, d.levelRatio?.toFixed(9)]);
    expect(ratios(1e-4)).toEqual(ratios(37));
  });

  test("a late start of monitoring moves the onset by nothing", () => {
    const levels = [...flat(600, 1), ...flat(60, 1.5), ...flat(60, 2.5)];
    const whole = run(series(10, levels)).detections.at(-1)?.onsetNs;
    const late = run(series(10, levels.slice(300), 3000)).detections.at(-1)?.onsetNs;
    expect(whole).not.toBeNull();
    expect(late).toBe(whole);
  });

  test("an onset is released after ten quiet minutes, not before", () => {
    const { detections } = run(series(10, [...flat(200, 1), ...flat(60, 3), ...flat(80, 1)]));
    expect(detections[260 + 55]?.alert).toBe(true);
    expect(detections.at(-1)?.alert).toBe(false);
    expect(detections.at(-1)?.onsetNs).toBeNull();
  });

  test("after a stop a rise is muted for an hour, and judged again after it", () => {
    const restart = 2000 + 7200;
    const { detections } = run([...series(10, flat(200, 1)), ...series(10, flat(420, 3), restart)]);
    expect(detections.slice(200, 200 + 355).some((d) => d.alert)).toBe(false);
    expect(detections[210]?.muted).toBe(true);
    expect(detections.at(-1)?.alert).toBe(true);
  });

  test("a rise of 12 dB is not muted after a stop: it is more than a machine that warms up", () => {
    const restart = 2000 + 86_400;
    const alertAt = (ratio: number) => {
      const { detections } = run([...series(10, flat(200, 1)), ...series(10, flat(60, ratio), restart)]);
      return detections.findIndex(({ alert }) => alert);
    };
    expect(alertAt(3.9)).toBe(-1);
    expect(alertAt(4.1)).toBeGreaterThanOrEqual(200);
    expect(alertAt(4.1)).toBeLessThan(212);
  });

  test("a machine that stands still is no quiet reference", () => {
    const { detections } = run(series(10, [...flat(200, 1), ...flat(30, 0.001), ...flat(100, 1)]));
    expect(detections.some((d) => d.alert)).toBe(false);
  });

  test("a stated standstill is not judged", () => {
    const samples: Sample[] = [
      ...series(10, flat(100, 1)),
      ...series(10, flat(100, 9), 1000).map(([s, x]) => [s, { ...x, speedRpm: 0 }] as const),
    ];
    expect(
      run(samples)
        .detections.slice(100)
        .every((d) => d.levelRatio === null && !d.alert),
    ).toBe(true);
  });

  test("another speed is not a fault: the reference is learnt anew", () => {
    const samples: Sample[] = [
      ...series(10, flat(200, 1)).map(([s, x]) => [s, { ...x, speedRpm: 1000 }] as const),
      ...series(10, flat(200, 4), 2000).map(([s, x]) => [s, { ...x, speedRpm: 1500 }] as const),
    ];
    expect(run(samples).detections.some((d) => d.alert)).toBe(false);
  });

  test("a faulty accelerometer is not judged", () => {
    const fault = { kind: "dropout", value: 0.4, limit: 0.01 } as const;
    const samples: Sample[] = [
      ...series(10, flat(100, 1)),
      ...series(10, flat(100, 9), 1000).map(([s, x]) => [s, { ...x, sensorFaults: [fault] }] as const),
    ];
    expect(run(samples).detections.some((d) => d.alert)).toBe(false);
  });

  test("held velocity in zone D is reported where the machine class is stated, and only there", () => {
    const samples = series(10, flat(20, 1)).map(([s, x]) => [s, { ...x, velocityRmsMmPerS: 8 }] as const);
    expect(run(samples).detections.at(-1)).toMatchObject({ zone: null, zoneD: false });
    const rated = { ...CONFIG, machineClass: { group: 1, support: "rigid" } as const };
    expect(run(samples, rated).detections.at(-1)).toMatchObject({ zone: "D", zoneD: true, zoneLimit: 7.1 });
  });

  test("whatever comes, ratios are finite and the memory stays small", () => {
    const level = fc.oneof(fc.double({ min: 0, max: 1e6, noNaN: true }), fc.constant(0), fc.constant(Number.NaN));
    const sample = fc.record({ gapS: fc.integer({ min: 1, max: 20_000 }), level });
    fc.assert(
      fc.property(fc.array(sample, { minLength: 1, maxLength: 300 }), (samples) => {
        let seconds = 0;
        const { detections, state } = run(
          samples.map(({ gapS, level }) => {
            seconds += gapS;
            return [seconds, { level }] as const;
          }),
        );
        for (const d of detections) expect(d.levelRatio === null || (Number.isFinite(d.levelRatio) && d.levelRatio > 0)).toBe(true);
        expect(JSON.parse(JSON.stringify(state))).toEqual(state);
        expect(JSON.stringify(state).length).toBeLessThan(6000);
      }),
      { numRuns: 60 },
    );
  });
});
