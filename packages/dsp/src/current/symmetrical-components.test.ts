import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { threePhases } from "../../test/motor-currents.js";
import { expectClose } from "../../test/signals.js";
import { currentUnbalance, shortedPhase } from "./current-unbalance.js";
import { magnitude } from "./phasor.js";
import { type PhaseCurrents, symmetricalComponents } from "./symmetrical-components.js";

const RATE_HZ = 5000;
const BALANCED = [
  [10, 0],
  [10, -120],
  [10, 120],
] as const;

function componentsOf(currents: PhaseCurrents, frequencyHz = 50) {
  const result = symmetricalComponents(currents, RATE_HZ, frequencyHz);
  if ("insufficientData" in result) throw new Error(result.insufficientData);
  return result;
}

/** Phase currents of 10 A with one phase's current times 1 + share·exp(i·leadDeg). */
function shortedCurrents(phase: 0 | 1 | 2, share: number, leadDeg: number, reversed = false) {
  const lead = (leadDeg * Math.PI) / 180;
  const [re, im] = [1 + share * Math.cos(lead), share * Math.sin(lead)];
  const phases = BALANCED.map(([amplitude, phaseDeg], index): [number, number] => {
    const angleDeg = reversed ? -phaseDeg : phaseDeg;
    return index === phase ? [amplitude * Math.hypot(re, im), angleDeg + (Math.atan2(im, re) * 180) / Math.PI] : [amplitude, angleDeg];
  });
  return threePhases(5000, RATE_HZ, 50, phases);
}

describe("symmetrical components", () => {
  test("a balanced system is all positive sequence", () => {
    const { positive, negative, zero, phaseOrder } = componentsOf(threePhases(5000, RATE_HZ, 49.3, BALANCED), 49.3);
    expectClose(magnitude(positive), 10 / Math.SQRT2, 1e-5);
    expect(magnitude(negative)).toBeLessThan(1e-4);
    expect(magnitude(zero!)).toBeLessThan(1e-4);
    expect(phaseOrder).toBe("abc");
  });

  test("the phases follow again from the components", () => {
    // Within 40° of the balanced phases, so that there is a rotating part.
    const phase = (angleDeg: number) =>
      fc.tuple(fc.double({ min: 1, max: 20, noNaN: true }), fc.double({ min: angleDeg - 40, max: angleDeg + 40, noNaN: true }));
    fc.assert(
      fc.property(fc.tuple(phase(0), phase(-120), phase(120)), (phases) => {
        const { positive, negative, zero, phaseRms } = componentsOf(threePhases(5000, RATE_HZ, 50, phases));
        expectClose(
          Math.hypot(positive.re + negative.re + zero!.re, positive.im + negative.im + zero!.im),
          phases[0][0] / Math.SQRT2,
          1e-5,
          1,
        );
        for (const [i, rms] of phaseRms.entries()) expectClose(rms, phases[i]![0] / Math.SQRT2, 1e-5, 1);
        // Parseval of the three-point transform.
        const [p, n, z] = [positive, negative, zero!].map(magnitude);
        expectClose(
          3 * (p! ** 2 + n! ** 2 + z! ** 2),
          phaseRms.reduce((sum, rms) => sum + rms ** 2, 0),
          1e-9,
        );
      }),
      { numRuns: 25 },
    );
  });

  test("two currents give what three with a sum of zero do", () => {
    const a: [number, number] = [10, 0];
    const b: [number, number] = [8, -110];
    const rad = Math.PI / 180;
    const [re, im] = [-10 - 8 * Math.cos(-110 * rad), -8 * Math.sin(-110 * rad)];
    const three = threePhases(5000, RATE_HZ, 50, [a, b, [Math.hypot(re, im), Math.atan2(im, re) / rad]]);
    const [all, derived] = [componentsOf(three), componentsOf({ a: three.a, b: three.b })];
    expectClose(magnitude(derived.negative), magnitude(all.negative), 1e-5);
    expectClose(derived.phaseRms[2], all.phaseRms[2], 1e-5);
    expect(derived).not.toHaveProperty("zero");
    expect(magnitude(all.zero!)).toBeLessThan(1e-5);
  });

  test("exchanged phases change the order that is told and nothing else", () => {
    const { a, b, c } = shortedCurrents(0, 0.3, 60);
    const [straight, exchanged] = [componentsOf({ a, b, c }), componentsOf({ a, b: c, c: b })];
    expect([straight.phaseOrder, exchanged.phaseOrder]).toEqual(["abc", "acb"]);
    expectClose(magnitude(exchanged.positive), magnitude(straight.positive), 1e-9);
    expectClose(magnitude(exchanged.negative), magnitude(straight.negative), 1e-9);
  });

  test.each([
    [
      "silence",
      threePhases(5000, RATE_HZ, 50, [
        [0, 0],
        [0, 0],
        [0, 0],
      ]),
      50,
    ],
    [
      "the same current in all phases",
      threePhases(5000, RATE_HZ, 50, [
        [1, 30],
        [1, 30],
        [1, 30],
      ]),
      50,
    ],
    ["direct currents", threePhases(5000, RATE_HZ, 0, BALANCED), 50],
    ["five periods", threePhases(500, RATE_HZ, 50, BALANCED), 50],
  ])("%s is insufficient data", (_, currents, frequencyHz) => {
    expect(symmetricalComponents(currents, RATE_HZ, frequencyHz)).toHaveProperty("insufficientData");
  });

  test("channels of different length are refused by name", () => {
    const { a, b, c } = threePhases(5000, RATE_HZ, 50, BALANCED);
    expect(() => symmetricalComponents({ a, b: b.subarray(1), c }, RATE_HZ, 50)).toThrow("b.length is 4999");
    expect(() => symmetricalComponents({ a, b, c: c.subarray(1) }, RATE_HZ, 50)).toThrow("c.length is 4999");
  });
});

describe("unbalance", () => {
  test("one phase of 13 A beside two of 10 A: 1/11 by IEC, 2/11 by NEMA", () => {
    const unbalance = currentUnbalance(
      componentsOf(
        threePhases(5000, RATE_HZ, 50, [
          [13, 0],
          [10, -120],
          [10, 120],
        ]),
      ),
    );
    expectClose(unbalance.negativeSequenceRatio, 1 / 11, 1e-5);
    expectClose(unbalance.zeroSequenceRatio!, 1 / 11, 1e-5);
    expectClose(unbalance.nemaRatio, 2 / 11, 1e-5);
    expect(Math.abs(unbalance.negativeSequenceAngleDeg!)).toBeLessThan(0.01);
  });

  test("does not depend on the gain of the sensors or on when the record starts", () => {
    fc.assert(
      fc.property(fc.double({ min: 0.01, max: 100, noNaN: true }), fc.double({ min: 0, max: 360, noNaN: true }), (gain, startDeg) => {
        const phases = [
          [13, 5],
          [10, -120],
          [9, 130],
        ].map(([amplitude, angleDeg]): [number, number] => [amplitude! * gain, angleDeg! + startDeg]);
        const { negativeSequenceRatio, negativeSequenceAngleDeg } = currentUnbalance(componentsOf(threePhases(5000, RATE_HZ, 50, phases)));
        const reference = currentUnbalance(
          componentsOf(
            threePhases(5000, RATE_HZ, 50, [
              [13, 5],
              [10, -120],
              [9, 130],
            ]),
          ),
        );
        expectClose(negativeSequenceRatio, reference.negativeSequenceRatio, 1e-4);
        expectClose(negativeSequenceAngleDeg!, reference.negativeSequenceAngleDeg!, 1e-4);
      }),
      { numRuns: 20 },
    );
  });

  test("the angle names the phase with shorted turns at any power factor, also where the phases are exchanged", () => {
    const leads = fc.double({ min: 10, max: 90, noNaN: true });
    fc.assert(
      fc.property(
        fc.constantFrom(0, 1, 2),
        fc.double({ min: 0.05, max: 0.5, noNaN: true }),
        leads,
        fc.boolean(),
        (phase, share, leadDeg, reversed) => {
          const components = componentsOf(shortedCurrents(phase as 0 | 1 | 2, share, leadDeg, reversed));
          const { negativeSequenceAngleDeg } = currentUnbalance(components);
          expect(components.phaseOrder).toBe(reversed ? "acb" : "abc");
          expect(shortedPhase(negativeSequenceAngleDeg!, components.phaseOrder)).toBe("abc"[phase]);
        },
      ),
      { numRuns: 40 },
    );
  });

  test("an angle that is not finite is refused by name", () => {
    expect(() => shortedPhase(Number.NaN, "abc")).toThrow("angleDeg is NaN");
  });
});
