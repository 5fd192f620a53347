import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "@jest/globals";
import { createManipulator, FEATURE_SET } from "../../src/manipulate.js";
import { REFERENCE_ACQUISITIONS, referenceConfig } from "./reference-signals.js";

/**
 * The values of a feature set on fixed signals, frozen when the set was released: a definition that changes under the same version
 * fails here. After a change that is meant, give the set a new version, then freeze it:
 * `PHM_FREEZE_FEATURE_SET=true npx jest packages/pipeline/test/feature-set`.
 */
const FILE = fileURLToPath(new URL(`./${FEATURE_SET}.json`, import.meta.url));
/** Between builds of the FFT kernel, with and without SIMD. */
const TOLERANCE = 1e-4;

type Values = Record<string, Record<string, number>>;

/** Each spectrum stands as its number of lines and the sum of its amplitudes. */
function currentValues(): Values {
  const values: Values = {};
  for (const [index, acquisition] of REFERENCE_ACQUISITIONS.entries()) {
    const vector = createManipulator().manipulate(acquisition, referenceConfig(acquisition));
    values[`${index} across channels`] = { ...vector.acrossChannels };
    for (const channel of vector.channels) {
      const spectra = channel.spectra.flatMap(({ kind, lowHz, highHz, amplitude }) => {
        const name = `${kind} ${lowHz} to ${highHz} Hz`;
        const sum = amplitude.reduce((total, line) => total + line, 0);
        return [[`${name}: lines`, amplitude.length] as const, [`${name}: sum`, sum] as const];
      });
      values[`${index} ${channel.quantity} ${channel.point}`] = { ...channel.values, ...Object.fromEntries(spectra) };
    }
  }
  return values;
}

describe(`feature set ${FEATURE_SET}`, () => {
  test("gives the values that it was frozen with", () => {
    const values = currentValues();
    if (process.env.PHM_FREEZE_FEATURE_SET === "true") writeFileSync(FILE, `${JSON.stringify(values, null, 2)}\n`);
    expect(existsSync(FILE)).toBe(true);
    const frozen = JSON.parse(readFileSync(FILE, "utf8")) as Values;
    expect(Object.keys(values)).toEqual(Object.keys(frozen));
    for (const [channel, expected] of Object.entries(frozen)) {
      const actual = values[channel] as Record<string, number>;
      expect({ channel, names: Object.keys(actual).sort() }).toEqual({ channel, names: Object.keys(expected).sort() });
      const changed = Object.entries(expected).filter(([name, value]) => differ(actual[name] as number, value));
      expect({ channel, changed: changed.map(([name, value]) => `${name}: ${value} is ${actual[name]}`) }).toEqual({
        channel,
        changed: [],
      });
    }
  });
});

/** Relative for large values, absolute for those that are zero but for rounding. */
function differ(actual: number, frozen: number): boolean {
  return !(Math.abs(actual - frozen) <= TOLERANCE * Math.max(Math.abs(frozen), 0.01));
}
