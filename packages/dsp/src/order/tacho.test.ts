import { describe, expect, test } from "@jest/globals";
import { InvalidValue } from "@phm/domain";
import fc from "fast-check";
import { revolutionsAt, steady, tacho } from "../../test/rotation.js";
import { expectClose } from "../../test/signals.js";
import { speedProfile } from "./speed-profile.js";
import { tachoPulseTimes } from "./tacho-pulses.js";
import { type TachoShaftAngle, tachoShaftAngle } from "./tacho-shaft-angle.js";

const RATE_HZ = 12_800;

function angleOf(times: Float64Array, pulsesPerRevolution = 1): TachoShaftAngle {
  const result = tachoShaftAngle(times, pulsesPerRevolution);
  if ("insufficientData" in result) throw new Error(result.insufficientData);
  return result;
}

/** Pulses of a shaft that speeds up from 20 Hz by 1.5 Hz/s: t of 20·t + 0.75·t² = k. */
function pulsesOfRamp(count: number): Float64Array {
  return Float64Array.from({ length: count }, (_, k) => (Math.sqrt(400 + 3 * k) - 20) / 1.5);
}

describe("tachometer pulses", () => {
  test("are timed to a hundredth of a sample, and at either flank one comes per pulse", () => {
    for (const edge of ["rising", "falling"] as const) {
      const times = tachoPulseTimes(tacho(steady(29.7), RATE_HZ, RATE_HZ, 2), RATE_HZ, { edge }) as Float64Array;
      expect(Math.abs(times.length - 59.4)).toBeLessThan(1);
      for (let i = 1; i < times.length; i++)
        expect(Math.abs((times[i] as number) - (times[i - 1] as number) - 1 / 59.4)).toBeLessThan(0.01 / RATE_HZ);
    }
  });

  test("offset and scale of the sensor move none of them", () => {
    const samples = tacho(steady(17.3), RATE_HZ, RATE_HZ, 1);
    const times = tachoPulseTimes(samples, RATE_HZ) as Float64Array;
    fc.assert(
      fc.property(fc.integer({ min: -50, max: 50 }), fc.constantFrom(0.25, 4, 64), (offset, factor) => {
        const moved = tachoPulseTimes(
          samples.map((value) => factor * value + offset),
          RATE_HZ,
        ) as Float64Array;
        expect(moved).toHaveLength(times.length);
        for (const [i, time] of moved.entries()) expect(Math.abs(time - (times[i] as number))).toBeLessThan(0.01 / RATE_HZ);
      }),
      { numRuns: 20 },
    );
  });

  test("noise on a flank below the hysteresis makes no second pulse, without hysteresis it does", () => {
    const flank = Float32Array.of(0, 0, 0.6, 0.45, 0.55, 1, 1, 0, 0, 1);
    expect(tachoPulseTimes(flank, 1, { triggerLevel: 0.5, hysteresis: 0.3 })).toHaveLength(2);
    expect(tachoPulseTimes(flank, 1, { triggerLevel: 0.5, hysteresis: 0.01 })).toHaveLength(3);
    expectClose((tachoPulseTimes(flank, 1, { triggerLevel: 0.5 }) as Float64Array)[0] as number, 1 + 0.5 / 0.6, 1e-6);
  });

  test("a constant, or a single pulse, is insufficient data", () => {
    expect(tachoPulseTimes(new Float32Array(100).fill(3), RATE_HZ)).toHaveProperty("insufficientData");
    expect(tachoPulseTimes(Float32Array.of(0, 0, 1, 1), RATE_HZ)).toHaveProperty("insufficientData");
  });

  test.each([
    [[1], RATE_HZ, {}, "samples.length is 1"],
    [[1, Number.NaN], RATE_HZ, {}, "samples[1] is NaN"],
    [[0, 1], 0, {}, "sampleRateHz is 0"],
    [[0, 1], RATE_HZ, { hysteresis: 0 }, "hysteresis is 0"],
    [[0, 1], RATE_HZ, { triggerLevel: Number.NaN }, "triggerLevel is NaN"],
  ])("%p at %p Hz with %p is refused by name", (values, rateHz, options, message) => {
    const act = () => tachoPulseTimes(Float32Array.from(values), rateHz, options);
    expect(act).toThrow(InvalidValue);
    expect(act).toThrow(message);
  });
});

describe("shaft angle from pulses", () => {
  // Where one pulse in two is missing for a while, nobody can tell that from half the speed: hence the distance.
  test("whichever pulses are missing, none near another, the angle at the others is the true one", () => {
    const gaps = fc.array(fc.integer({ min: 6, max: 20 }), { maxLength: 5 });
    const places = gaps.map((distances) => distances.map((_, i) => distances.slice(0, i + 1).reduce((sum, gap) => sum + gap, 0)));
    fc.assert(
      fc.property(
        places.map((found) => found.filter((k) => k <= 93)),
        (missing) => {
          const all = pulsesOfRamp(100);
          const kept = [...all.keys()].filter((k) => !missing.includes(k));
          const angle = angleOf(
            Float64Array.from(kept, (k) => all[k] as number),
            4,
          );
          expect(angle.missingPulses).toBe(missing.length);
          expect(angle.extraPulses).toBe(0);
          expect([...angle.revolutions]).toEqual(kept.map((k) => k / 4));
        },
      ),
    );
  });

  test("wherever an extra pulse falls, it is left out", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 97 }), fc.double({ min: 0.02, max: 0.98, noNaN: true }), (index, share) => {
        const all = pulsesOfRamp(100);
        const extra = (all[index] as number) + share * ((all[index + 1] as number) - (all[index] as number));
        const angle = angleOf(Float64Array.from([...all, extra].sort((a, b) => a - b)));
        expect(angle.extraPulses).toBe(1);
        expect(angle.missingPulses).toBe(0);
        expect(angle.timesS).toHaveLength(100);
        for (const [k, time] of angle.timesS.entries()) expect(time).toBe(all[k]);
      }),
    );
  });

  test("its speed profile is that of the ramp", () => {
    const { timesS, speedHz } = speedProfile(angleOf(pulsesOfRamp(200)));
    expect(timesS).toHaveLength(199);
    // Of a straight line the mean over an interval is the value in its middle.
    for (const [i, t] of timesS.entries()) expectClose(speedHz[i] as number, 20 + 1.5 * t, 1e-9);
    expectClose(revolutionsAt({ ...steady(20), slopeHzPerS: 1.5 }, timesS[50] as number), 50.5, 1e-3);
  });

  test("a gap that is no whole number of intervals, or too much to mend, is insufficient data", () => {
    expect(tachoShaftAngle(Float64Array.of(0, 1, 2, 3, 4, 5, 7.5, 8.5, 9.5, 10.5), 1)).toHaveProperty("insufficientData");
    expect(tachoShaftAngle(Float64Array.of(0, 1, 2, 3, 7, 8, 9, 10), 1)).toHaveProperty("insufficientData");
    expect(tachoShaftAngle(Float64Array.of(0.5), 1)).toHaveProperty("insufficientData");
    expect(tachoShaftAngle(new Float64Array(0), 1)).toHaveProperty("insufficientData");
  });

  test.each([
    [[0, 1, 1], 1, "pulseTimesS[2] is 1"],
    [[0, Number.NaN], 1, "pulseTimesS[1] is NaN"],
    [[0, 1], 0, "pulsesPerRevolution is 0"],
    [[0, 1], 1.5, "pulsesPerRevolution is 1.5"],
  ])("%p with %p per revolution is refused by name", (times, pulses, message) => {
    expect(() => tachoShaftAngle(Float64Array.from(times), pulses)).toThrow(message);
  });

  test("a profile of lists that do not match is refused by name", () => {
    expect(() => speedProfile({ timesS: Float64Array.of(0, 1), revolutions: Float64Array.of(0) })).toThrow(
      "shaftAngle.revolutions.length is 1",
    );
    expect(() => speedProfile({ timesS: Float64Array.of(0), revolutions: Float64Array.of(0) })).toThrow("shaftAngle.timesS.length is 1");
    expect(() => speedProfile({ timesS: Float64Array.of(0, 1), revolutions: Float64Array.of(1, 0) })).toThrow(
      "shaftAngle.revolutions[1] is 0",
    );
  });
});
