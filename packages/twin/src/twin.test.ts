import { beforeAll, describe, expect, test } from "@jest/globals";
import type { Acquisition } from "@phm/domain";
import { decodeSamples } from "@phm/dsp";
import { Random, STRIKE_G_PER_MM, simulateLife } from "@phm/simulator";
import { compareWithTwin, fitTwin, type MachineTwin, type Recording, smallestVisibleStrike, tryFault } from "./index.js";

const SAMPLE_RATE_HZ = 12_800;
const SAMPLES = 12_800;

/** Tones of 0.5 at the third order and of 0.2 at 100 Hz, in white noise of 0.1 r.m.s.; the speed changes from one to the next. */
function toneRecording(index: number): Recording {
  const random = new Random(7, index);
  const shaftHz = 24 + 0.37 * index;
  const samples = Float32Array.from({ length: SAMPLES }, (_, i) => {
    const turn = (2 * Math.PI * i) / SAMPLE_RATE_HZ;
    return 0.5 * Math.cos(turn * 3 * shaftHz + index) + 0.2 * Math.cos(turn * 100 + 2 * index) + 0.1 * random.normal();
  });
  return { samples, sampleRateHz: SAMPLE_RATE_HZ, shaftHz };
}
const tones = Array.from({ length: 8 }, (_, index) => toneRecording(index));

describe("of a signal that is known in closed form", () => {
  let twin: MachineTwin;
  beforeAll(() => {
    twin = fitTwin(tones);
  });

  test("the tones are found, each by what it follows, with its amplitude", () => {
    expect(twin.lines).toHaveLength(2);
    expect(twin.lines[0]).toMatchObject({ by: "order", at: expect.closeTo(3, 2), amplitude: expect.closeTo(0.5, 2) });
    expect(twin.lines[1]).toMatchObject({ by: "frequency", at: expect.closeTo(100, 1), amplitude: expect.closeTo(0.2, 2) });
  });

  test("the noise has its density everywhere, below the tones too", () => {
    const density = 0.1 ** 2 / (SAMPLE_RATE_HZ / 2);
    const { noise } = twin;
    for (const step of noise.density) expect(Math.abs(10 * Math.log10(step / density))).toBeLessThan(2);
    const mean = noise.density.reduce((sum, step) => sum + step, 0) / noise.density.length;
    expect(Math.abs(10 * Math.log10(mean / density))).toBeLessThan(0.2);
    expect(twin.resonance.from).toBe("assumed");
  });

  test("recordings that were held back lie as near as their own chance lets them", () => {
    expect(twin.recordings).toBe(8);
    expect(twin.error.recordings).toBe(4);
    expect(twin.error.medianDb).toBeLessThan(1);
    expect(twin.error.rmsRatio).toBeCloseTo(1, 1);
  });

  test("at another speed the harmonic is expected elsewhere, and a new line is told with its order", () => {
    const { samples, sampleRateHz } = toneRecording(20);
    const shaftHz = 24 + 0.37 * 20;
    expect(compareWithTwin(twin, { samples, sampleRateHz, shaftHz }).unexpected).toEqual([]);
    const withNew = samples.map((value, i) => value + 0.05 * Math.cos((2 * Math.PI * i * 7.5 * shaftHz) / sampleRateHz));
    const { unexpected } = compareWithTwin(twin, { samples: withNew, sampleRateHz, shaftHz });
    expect(unexpected).toHaveLength(1);
    expect(unexpected[0]).toMatchObject({ order: expect.closeTo(7.5, 1), amplitude: expect.closeTo(0.05, 2) });
  });
});

describe("of a simulated machine", () => {
  const LIFE = simulateLife({ seed: 2, acquisitions: 60, samples: SAMPLES, sampleRateHz: SAMPLE_RATE_HZ, intervalS: 600 });
  const SOURCE = { strikeOrder: 3.58479, carrierOrder: 0 };
  const all = [...LIFE.acquisitions()].map(recordingOf);
  let twin: MachineTwin;
  beforeAll(() => {
    twin = fitTwin(all.slice(0, 16));
  });
  const trial = (strikePeak: number) => ({ source: SOURCE, strikePeak, shaftHz: twin.shaftHz, samples: SAMPLES, seed: 1 });

  test("its housing's resonance is found in the noise of the sound bearing", () => {
    expect(twin.resonance.from).toBe("noise");
    expect(Math.abs(twin.resonance.naturalHz / 3200 - 1)).toBeLessThan(0.02);
    expect(twin.resonance.dampingRatio).toBeCloseTo(0.03, 1);
  });

  test("a sound recording has no unexpected line, a worn one the strikes' harmonics", () => {
    expect(compareWithTwin(twin, all[20] as Recording).unexpected).toEqual([]);
    const { unexpected } = compareWithTwin(twin, all.at(-1) as Recording);
    const harmonics = unexpected.filter(({ order }) => Math.abs(order / 3.56 - Math.round(order / 3.56)) < 0.05);
    expect(harmonics.length).toBeGreaterThanOrEqual(3);
  });

  test("a fault that is tried looks as the simulator's own of that size", () => {
    const worn = all.at(-1) as Recording;
    const sizeMm = LIFE.truth.faultSizeMm.at(-1) as number;
    const { faulty, sound } = tryFault(twin, { ...trial(STRIKE_G_PER_MM * sizeMm), shaftHz: worn.shaftHz });
    const bands = compareWithTwin(twin, worn).bands.filter(({ centreHz }) => centreHz > 2_000);
    const measured = Math.hypot(...bands.map(({ measuredRms }) => measuredRms));
    expect(Math.abs(20 * Math.log10(faulty.statistics.rms / measured))).toBeLessThan(2);
    expect(sound.statistics.rms).toBeLessThan(measured / 5);
    expect(faulty.strikeOverNoiseDb).toBeGreaterThan(25);
    expect(sound.strikeOverNoiseDb).toBeLessThan(13);
  });

  test("the same trial is the same waveform, a larger fault is seen better, down to the smallest that is seen", () => {
    expect(tryFault(twin, trial(0.5))).toEqual(tryFault(twin, trial(0.5)));
    const seen = [0.05, 0.5, 5].map((strikePeak) => tryFault(twin, trial(strikePeak)).faulty.strikeOverNoiseDb);
    expect([...seen].sort((a, b) => a - b)).toEqual(seen);
    const { strikePeak: _, ...search } = trial(1);
    const smallest = smallestVisibleStrike(twin, search, 0.001, 100) as number;
    expect(tryFault(twin, trial(smallest)).faulty.strikeOverNoiseDb).toBeGreaterThanOrEqual(13);
    expect(tryFault(twin, trial(smallest / 2)).faulty.strikeOverNoiseDb).toBeLessThan(13);
    expect(smallestVisibleStrike(twin, search, 1e-6, 1e-5)).toBeUndefined();
  });

  test.each([
    [{ strikePeak: 0 }, "strikePeak"],
    [{ shaftHz: Number.NaN }, "shaftHz"],
    [{ samples: 8 }, "samples"],
    [{ source: { strikeOrder: 100, carrierOrder: 0 } }, "shaftHz"],
  ])("a trial with %j is refused by name", (change, field) => {
    expect(() => tryFault(twin, { ...trial(1), ...change })).toThrow(expect.objectContaining({ field }));
  });
});

test.each([
  ["too few", tones.slice(0, 5), "recordings"],
  ["of different sample rates", [...tones.slice(0, 7), { ...(tones[7] as Recording), sampleRateHz: 6_400 }], "recordings[7].sampleRateHz"],
  ["without a speed", [...tones.slice(0, 7), { ...(tones[7] as Recording), shaftHz: 0 }], "recordings[7].shaftHz"],
  ["too short", tones.map((recording) => ({ ...recording, samples: recording.samples.subarray(0, 1_500) })), "recordings[0].samples"],
])("recordings that are %s are refused by name", (_, recordings, field) => {
  expect(() => fitTwin(recordings)).toThrow(expect.objectContaining({ field }));
});

function recordingOf({ channels, sampleRateHz, speedRpm }: Acquisition): Recording {
  const { data, encoding, scale } = channels[1] as Acquisition["channels"][number];
  return { samples: decodeSamples(data, encoding, scale), sampleRateHz, shaftHz: (speedRpm as number) / 60 };
}
