import { InvalidValue } from "@phm/domain";
import { expectedBandRms, expectedSpectrum } from "./expected.js";
import { decibels, measuredBandRms } from "./fit-error.js";
import { lineSpectrum } from "./line-spectrum.js";
import type { MachineTwin } from "./machine-twin.js";
import { type Recording, requireRecording } from "./recording.js";
import { thirdOctaves } from "./third-octaves.js";

/** A line of a recording that the sound machine does not have. */
export interface UnexpectedLine {
  readonly hz: number;
  readonly order: number;
  /** Peak, in the unit of the samples. */
  readonly amplitude: number;
  readonly expectedAmplitude: number;
  readonly aboveDb: number;
}

/** R.m.s. of a third of an octave, in the unit of the samples. */
export interface ComparedBand {
  readonly centreHz: number;
  readonly measuredRms: number;
  readonly expectedRms: number;
}

/** A recording beside what the twin expects at its speed. */
export interface Comparison {
  readonly resolutionHz: number;
  /** Peak amplitude of each line from 0 Hz on. */
  readonly measured: Float32Array;
  readonly expected: Float32Array;
  /** Above it a line is not the sound machine's. */
  readonly limit: Float32Array;
  /** The strongest first, at most 40. */
  readonly unexpected: readonly UnexpectedLine[];
  readonly bands: readonly ComparedBand[];
}

const MAX_UNEXPECTED = 40;

/** @throws InvalidValue for another sample rate than the twin's, or too short a recording */
export function compareWithTwin(twin: MachineTwin, recording: Recording): Comparison {
  requireRecording(recording);
  const { sampleRateHz, shaftHz } = recording;
  if (sampleRateHz !== twin.sampleRateHz)
    throw new InvalidValue("recording.sampleRateHz", sampleRateHz, `that of the twin, ${twin.sampleRateHz}`);
  const { amplitude: measured, resolutionHz, lines } = lineSpectrum(recording);
  const { amplitude: expected, limit } = expectedSpectrum(twin, shaftHz, resolutionHz, measured.length);
  const unexpected = lines.flatMap(({ hz, amplitude }) => {
    const k = Math.round(hz / resolutionHz);
    if (amplitude <= (limit[k] as number)) return [];
    const expectedAmplitude = expected[k] as number;
    return [{ hz, order: hz / shaftHz, amplitude, expectedAmplitude, aboveDb: decibels(amplitude, expectedAmplitude) }];
  });
  unexpected.sort((a, b) => b.amplitude - a.amplitude);
  const bands = thirdOctaves(sampleRateHz, resolutionHz).map((band) => ({
    centreHz: band.centreHz,
    measuredRms: measuredBandRms(measured, resolutionHz, band),
    expectedRms: expectedBandRms(twin, band, shaftHz),
  }));
  return { resolutionHz, measured, expected, limit, unexpected: unexpected.slice(0, MAX_UNEXPECTED), bands };
}
