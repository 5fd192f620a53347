import { describe, expect, test } from "@jest/globals";
import { type AssetConfig, type ChannelFeatures, FAILURE_MODES, type FailureMode, pointId } from "@phm/domain";
import fc from "fast-check";
import { bandsWith, featuresOf } from "../../test/synthetic-lines.js";
import {
  acquisitionOf,
  currentsOf,
  MACHINE,
  type SyntheticCurrent,
  type SyntheticVibration,
  vibrationOf,
} from "../../test/synthetic-machine.js";
import { diagnose, NO_DIAGNOSIS } from "../hypotheses/diagnose.js";
import { FIGURE_NAMES } from "../signatures/figure.js";
import { SIGNATURE_RULES } from "../signatures/signature-rules.js";
import { FIGURE_NEEDS } from "./figure-needs.js";
import { MISSING_INPUTS, type MissingInput } from "./missing-input.js";
import { inUnjudgedWords, type UnjudgedRecord } from "./unjudged-record.js";

const TURN: SyntheticVibration = { unit: "g", orders: { 1: 0.3, 2: 0.2 }, axialOrders: { 1: 0.1 } };
const { supplyHz: _, polePairs: __, ...NO_MOTOR } = MACHINE;
const PUMP = {
  referenceShaft: "main",
  shafts: [{ id: "main" }],
  gearMeshes: [],
  belts: [],
  bladedWheels: [{ id: "W", shaft: "main", blades: 6 }],
  bearings: [],
};

interface Given {
  readonly channels?: readonly ChannelFeatures[];
  readonly config?: AssetConfig;
  readonly speedRpm?: number | null;
  readonly current?: SyntheticCurrent;
  readonly count?: number;
}

function unjudgedOf({
  channels = vibrationOf(TURN),
  config = MACHINE,
  speedRpm = 1800,
  current = {},
  count = 1,
}: Given): readonly UnjudgedRecord[] {
  let state = NO_DIAGNOSIS;
  let unjudged: readonly UnjudgedRecord[] = [];
  for (let i = 0; i < count; i++) {
    const [next, , left] = diagnose(state, acquisitionOf(i, channels, current, speedRpm), config);
    state = next;
    unjudged = left;
  }
  return unjudged;
}

const inputsOf = (unjudged: readonly UnjudgedRecord[], mode: FailureMode) =>
  unjudged.flatMap(({ failureMode, input }) => (failureMode === mode ? [input] : []));

const coarse = vibrationOf(TURN).map((one) => ({ ...one, spectra: one.spectra.map((spectrum) => ({ ...spectrum, resolutionHz: 20 })) }));
const radialOnly = vibrationOf(TURN).slice(0, 2);
const faulty = vibrationOf({ ...TURN, sensorFaults: [{ kind: "clipping", value: 1, limit: 0.1 }] });
const slow = vibrationOf(TURN).map((one) => ({ ...one, values: { rms: 5, kurtosis: 3 } }));
const { ratedSpeedRpm: ___, ...UNRATED } = MACHINE;

describe("what could not be judged", () => {
  test.each<[string, FailureMode, MissingInput, Given]>([
    ["no speed", "imbalance", "no_speed", { config: UNRATED, speedRpm: null }],
    ["a machine that stands", "imbalance", "standstill", { speedRpm: 0 }],
    ["a machine that stands", "bearing_outer_race", "standstill", { speedRpm: 0, config: { ...MACHINE, ratedSpeedRpm: 1800 } }],
    ["no vibration", "looseness", "no_vibration", { channels: currentsOf({}) }],
    ["sensors at fault", "imbalance", "no_vibration", { channels: faulty }],
    ["a record that is too short", "imbalance", "too_coarse", { channels: coarse }],
    ["unit raw", "imbalance", "raw_unit", { channels: vibrationOf({ ...TURN, unit: "raw" }) }],
    ["no axial direction", "imbalance", "no_axial", { channels: radialOnly }],
    ["no supply frequency", "eccentricity", "no_supply", { config: NO_MOTOR }],
    ["twice line frequency on a shaft harmonic", "eccentricity", "supply_on_shaft", { config: { ...MACHINE, supplyHz: 45 } }],
    ["no currents", "rotor_bar", "no_current", {}],
    ["no currents", "stator_winding", "no_current", {}],
    ["no pole pairs", "rotor_bar", "no_pole_pairs", { channels: currentsOf({}), config: NO_MOTOR }],
    ["a rated speed for the slip", "rotor_bar", "unmeasured_speed", { channels: currentsOf({}), speedRpm: null }],
    ["a slip that does not show", "rotor_bar", "no_slip", { channels: currentsOf({}) }],
    ["one phase alone", "stator_winding", "no_phases", { channels: currentsOf({}).slice(0, 1) }],
    ["no voltages", "stator_winding", "no_voltages", { channels: currentsOf({}), current: { ratio: 0.02 } }],
    ["unknown gears", "gear", "no_kinematics", {}],
    ["unknown wheels", "cavitation", "no_kinematics", {}],
    ["a slow accelerometer", "cavitation", "no_high_band", { channels: slow, config: { ...MACHINE, kinematics: PUMP } }],
    ["a speed that nobody measured", "misalignment", "unstated_speed", { speedRpm: null }],
    ["no bearing", "bearing_inner_race", "no_bearing", {}],
  ])("%s: %s by %s", (_what, mode, input, given) => {
    expect(inputsOf(unjudgedOf(given), mode)).toContain(input);
  });

  test("a baseline counts up and is then no more missing", () => {
    const of = (count: number) =>
      unjudgedOf({ count }).find(({ failureMode, input }) => failureMode === "misalignment" && input === "no_baseline");
    expect(of(5)).toMatchObject({ have: 5 });
    expect(inUnjudgedWords(of(5)!)).toMatchObject({
      missing: "baseline",
      reasonEn: expect.stringContaining("5 of 12"),
      reasonZh: expect.stringContaining("已有 5 次"),
    });
    expect(of(12)).toBeUndefined();
  });

  test("what is given is not missed", () => {
    const given = unjudgedOf({ count: 12, config: { ...MACHINE, kinematics: PUMP } });
    expect(inputsOf(given, "imbalance")).toEqual([]);
    expect(inputsOf(given, "misalignment")).toEqual([]);
    expect(inputsOf(given, "looseness")).toEqual([]);
    expect(inputsOf(given, "cavitation")).toEqual([]);
  });

  test("a machine that is stated to have no gears is not asked for them", () => {
    expect(inputsOf(unjudgedOf({ config: { ...MACHINE, kinematics: PUMP } }), "gear")).toEqual([]);
  });

  test("what is remembered does not stand for what is missing now", () => {
    const [state] = diagnose(NO_DIAGNOSIS, acquisitionOf(0, vibrationOf(TURN)), MACHINE);
    const [, , unjudged] = diagnose(state, acquisitionOf(1, faulty), MACHINE);
    expect(inputsOf(unjudged, "imbalance")).toEqual(["no_vibration"]);
  });

  test("a bearing that nobody knows is named by its point, beside one that is known", () => {
    const [known, other] = [{ orders: { bpfo: 3.58, bpfi: 5.42, bsf: 2.36, ftf: 0.4 } }, { designation: "no such bearing" }];
    const points = [
      { id: pointId("h"), quantity: "acceleration", unit: "g", bearing: known },
      { id: pointId("fan"), quantity: "acceleration", unit: "g", bearing: other },
    ] as const;
    const [, , unjudged] = diagnose(NO_DIAGNOSIS, featuresOf(bandsWith(1, [])), { ...MACHINE, points });
    const record = unjudged.find(({ input }) => input === "unknown_bearing");
    expect(record).toEqual({ failureMode: "bearing_general", input: "unknown_bearing", at: "fan" });
    expect(inUnjudgedWords(record!).reasonEn).toContain("bearing at fan");
    expect(inputsOf(unjudged, "bearing_outer_race")).toEqual([]);
  });

  test("whatever comes: each pair once, known modes, bounded, plain JSON, words in both languages without a gap", () => {
    const channels = fc.constantFrom(
      vibrationOf(TURN),
      radialOnly,
      coarse,
      faulty,
      slow,
      currentsOf({}),
      [],
      [...radialOnly, ...currentsOf({})],
    );
    const config = fc.constantFrom(MACHINE, NO_MOTOR, UNRATED, { ...MACHINE, kinematics: PUMP });
    const speedRpm = fc.constantFrom(null, 0, 1800);
    fc.assert(
      fc.property(channels, config, speedRpm, fc.integer({ min: 1, max: 3 }), (given, of, at, count) => {
        const unjudged = unjudgedOf({ channels: given, config: of, speedRpm: at, count });
        const keys = unjudged.map(({ failureMode, input }) => `${failureMode} ${input}`);
        expect(new Set(keys).size).toBe(keys.length);
        expect(unjudged.length).toBeLessThanOrEqual(2 * FAILURE_MODES.length);
        expect(JSON.parse(JSON.stringify(unjudged))).toEqual(unjudged);
        for (const { reasonEn, reasonZh, missing } of unjudged.map(inUnjudgedWords)) {
          expect(`${reasonEn}${reasonZh}`).not.toMatch(/[{}]|undefined/);
          expect(missing.length).toBeGreaterThan(0);
        }
      }),
      { numRuns: 40, seed: 8 },
    );
  });

  test("every figure that a rule looks at has its needs, and every need has its words", () => {
    const looked = SIGNATURE_RULES.flatMap(({ terms, conditions, doubts }) =>
      [...terms, ...conditions, ...doubts].map(({ figure }) => figure),
    );
    expect(FIGURE_NAMES).toEqual(expect.arrayContaining([...new Set(looked)]));
    for (const needs of Object.values(FIGURE_NEEDS)) for (const need of needs) expect(MISSING_INPUTS[need]).toBeDefined();
  });
});
