import { describe, expect, test } from "@jest/globals";
import type { ChannelFeatures, FeatureVector } from "@phm/domain";
import { acquisitionOf, MACHINE, SHAFT_HZ, type SyntheticVibration, vibrationOf } from "../../test/synthetic-machine.js";
import { accelerationLines } from "./acceleration-lines.js";
import { stretchRms } from "./shaft-lines.js";
import { shaftPlaces } from "./shaft-places.js";
import { SIGNATURES } from "./signature-diagnoser.js";

const G = 9.80665;

/** What a velocity sensor in the place of each accelerometer would give: every line over 2πf. */
function integrated(channel: ChannelFeatures, unit: "mm/s" | "raw" = "mm/s"): ChannelFeatures {
  const spectra = channel.spectra.map((spectrum) => ({
    ...spectrum,
    amplitude: spectrum.amplitude.map((line, i) => (i === 0 ? 0 : (1000 * G * line) / (2 * Math.PI * i * spectrum.resolutionHz))),
  }));
  const rms = Math.max(...spectra.map((spectrum) => stretchRms(spectrum, 0, 1e6)));
  return { ...channel, quantity: "velocity", unit, values: { rms }, spectra };
}

/** The same record in g, with all of its r.m.s. value in the spectrum but what a velocity sensor cannot hear. */
function accelerated(vibration: SyntheticVibration): ChannelFeatures[] {
  return vibrationOf({ unit: "g", ...vibration }).map((channel) => {
    const [spectrum] = channel.spectra;
    return { ...channel, values: { ...channel.values, rms: 1.35 * stretchRms(spectrum!, 0, 1e6) } };
  });
}

function hypothesesOf(records: readonly (readonly ChannelFeatures[])[], config = MACHINE) {
  const state = records.reduce((now, channels, i) => SIGNATURES.update(now, acquisitionOf(i, channels), config), SIGNATURES.initial);
  return SIGNATURES.hypotheses(state);
}

const inAcceleration = (records: readonly SyntheticVibration[]) => records.map((record, i) => accelerated({ seed: i + 1, ...record }));
const inVelocity = (records: readonly SyntheticVibration[], unit: "mm/s" | "raw" = "mm/s") =>
  inAcceleration(records).map((channels) => channels.map((channel) => integrated(channel, unit)));
const times = (count: number, record: SyntheticVibration) => Array.from({ length: count }, () => record);
const placesOf = (features: FeatureVector) => shaftPlaces(features, MACHINE);

const SOUND: SyntheticVibration = { orders: { 1: 0.3, 2: 0.2, 3: 0.1 }, axialOrders: { 1: 0.1, 2: 0.1 } };
const HARMONICS = Object.fromEntries(Array.from({ length: 10 }, (_, i) => [i + 1, 0.5]));

describe("velocity sensors", () => {
  test("lines of 1 mm/s at 30 Hz are lines of 0.1885 m/s²", () => {
    const [channel] = vibrationOf({ orders: { 1: 1 } });
    const velocity = { ...channel!, quantity: "velocity", unit: "mm/s" } as const;
    const lines = accelerationLines(velocity)!;
    expect(lines.unit).toBe("m/s2");
    expect(lines.spectrum.amplitude[Math.round(SHAFT_HZ / 0.5)]).toBeCloseTo((2 * Math.PI * SHAFT_HZ) / 1000, 5);
    expect(lines.rms).toBeCloseTo(1.35 * stretchRms(lines.spectrum, 0, 1e6), 9);
  });

  test.each<[string, readonly SyntheticVibration[], readonly string[]]>([
    ["a sound rotor", [SOUND], []],
    ["imbalance", [{ ...SOUND, orders: { 1: 4, 2: 0.4, 3: 0.2 } }], ["imbalance"]],
    ["looseness", [{ orders: { ...HARMONICS, 0.5: 0.4, 1.5: 0.4, 2.5: 0.4, 3.5: 0.4, 4.5: 0.4 } }], ["looseness"]],
    [
      "2× that has risen",
      [...times(12, SOUND), ...times(6, { orders: { 1: 0.4, 2: 0.9 }, axialOrders: { 1: 0.3, 2: 0.5 } })],
      ["misalignment", "bent_shaft"],
    ],
    ["twice line frequency", [{ ...SOUND, hz: { 100: 4 } }], ["eccentricity"]],
  ])("say of %s what accelerometers say, with the same confidence", (_, records, modes) => {
    const accelerometers = hypothesesOf(inAcceleration(records));
    const sensors = hypothesesOf(inVelocity(records));
    const byMode = (found: typeof sensors) => [...found].sort((a, b) => (a.failureMode < b.failureMode ? -1 : 1));
    expect(accelerometers.map(({ failureMode }) => failureMode)).toEqual(expect.arrayContaining([...modes]));
    expect(byMode(sensors).map(({ failureMode }) => failureMode)).toEqual(byMode(accelerometers).map(({ failureMode }) => failureMode));
    byMode(sensors).forEach(({ confidence }, i) => {
      expect(confidence).toBeCloseTo(byMode(accelerometers)[i]?.confidence ?? 0, 1);
    });
  });

  test("mesh sidebands that have risen are a gear on either sensor", () => {
    const shafts = [{ id: "in" }, { id: "out" }];
    const gearMeshes = [{ id: "G", drivingShaft: "in", drivenShaft: "out", drivingTeeth: 12, drivenTeeth: 36 }];
    const kinematics = { referenceShaft: "in", shafts, gearMeshes, belts: [], bladedWheels: [], bearings: [] };
    const sidebands = (height: number): SyntheticVibration => ({
      hz: Object.fromEntries([-2, -1, 0, 1, 2].map((k) => [12 * SHAFT_HZ + k * SHAFT_HZ, k === 0 ? 1 : height])),
    });
    const records = [...times(12, sidebands(0.03)), ...times(6, sidebands(0.5))];
    for (const sensed of [inAcceleration(records), inVelocity(records)]) {
      const gears = hypothesesOf(sensed, { ...MACHINE, kinematics }).filter(({ failureMode }) => failureMode === "gear");
      expect(Math.max(...gears.map(({ confidence }) => confidence))).toBeGreaterThan(0.5);
    }
  });

  test("in raw units abstain, and say why", () => {
    const raw = inVelocity([{ ...SOUND, orders: { 1: 4 } }], "raw");
    expect(hypothesesOf(raw)).toEqual([]);
    expect(placesOf(acquisitionOf(0, raw[0]!))).toBe("raw_velocity");
  });

  test("do not speak of cavitation: what makes its noise lies above what they hear", () => {
    const config = {
      ...MACHINE,
      kinematics: {
        referenceShaft: "main",
        shafts: [{ id: "main" }],
        gearMeshes: [],
        belts: [],
        bladedWheels: [{ id: "W", shaft: "main", blades: 6 }],
        bearings: [],
      },
    };
    const noisy = [...times(12, SOUND), ...times(8, { ...SOUND, highBand: 4 })];
    const isCavitation = ({ failureMode }: { failureMode: string }) => failureMode === "cavitation";
    expect(hypothesesOf(inAcceleration(noisy), config).some(isCavitation)).toBe(true);
    expect(hypothesesOf(inVelocity(noisy), config).some(isCavitation)).toBe(false);
  });
});
