import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { tones } from "../../test/motor-currents.js";
import { expectClose } from "../../test/signals.js";
import { type Phasor, tonePhasor } from "./phasor.js";

const RATE_HZ = 5000;

function phasorOf(samples: Float32Array, frequencyHz: number): Phasor {
  const result = tonePhasor(samples, RATE_HZ, frequencyHz);
  if ("insufficientData" in result) throw new Error(result.insufficientData);
  return result;
}

describe("phasor of a tone", () => {
  test("r.m.s. and phase at the middle of the record, at any frequency and phase, beside harmonics and a mean", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 20, max: 400, noNaN: true }),
        fc.double({ min: -180, max: 180, noNaN: true }),
        (frequencyHz, phaseDeg) => {
          const middleDeg = (360 * frequencyHz * 2500) / RATE_HZ;
          const samples = tones(5000, RATE_HZ, [
            { amplitude: 10, frequencyHz, phaseDeg: phaseDeg - middleDeg },
            { amplitude: 2, frequencyHz: 5 * frequencyHz },
            { amplitude: 3, frequencyHz: 0 },
          ]);
          const { re, im } = phasorOf(samples, frequencyHz);
          const expected = (10 / Math.SQRT2) * Math.cos((phaseDeg * Math.PI) / 180);
          expectClose(re, expected, 1e-3, 7);
          expectClose(im, (10 / Math.SQRT2) * Math.sin((phaseDeg * Math.PI) / 180), 1e-3, 7);
        },
      ),
    );
  });

  test("the phasor of a sum is the sum of the phasors", () => {
    const [x, y] = [
      tones(5000, RATE_HZ, [{ amplitude: 3, frequencyHz: 50 }], 1, 4),
      tones(5000, RATE_HZ, [{ amplitude: 2, frequencyHz: 50, phaseDeg: 77 }], 1, 5),
    ];
    const [one, other, both] = [x, y, x!.map((value, i) => value + y![i]!)].map((samples) => phasorOf(samples!, 50));
    expectClose(both!.re, one!.re + other!.re, 1e-6);
    expectClose(both!.im, one!.im + other!.im, 1e-6, 1);
  });

  test.each([
    ["fewer than 6 periods", 500, 50],
    ["a frequency at Nyquist", 5000, 2500],
  ])("%s is insufficient data", (_, length, frequencyHz) => {
    expect(tonePhasor(tones(length, RATE_HZ, [{ amplitude: 1, frequencyHz: 50 }]), RATE_HZ, frequencyHz)).toHaveProperty(
      "insufficientData",
    );
  });

  test.each([
    ["one sample", new Float32Array(1), RATE_HZ, 50, "samples.length is 1"],
    ["a NaN", Float32Array.of(0, Number.NaN), RATE_HZ, 50, "samples[1] is NaN"],
    ["no rate", new Float32Array(9), 0, 50, "sampleRateHz is 0"],
    ["a negative frequency", new Float32Array(9), RATE_HZ, -50, "frequencyHz is -50"],
  ])("%s is refused by name", (_, samples, rateHz, frequencyHz, message) => {
    expect(() => tonePhasor(samples, rateHz, frequencyHz)).toThrow(message);
  });
});
