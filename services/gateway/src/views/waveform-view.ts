import { type Acquisition, type AcquisitionChannel, BYTES_PER_SAMPLE } from "@phm/domain";
import { decodeSamples } from "@phm/dsp";

/** The part of a waveform that is looked at, and how many values a screen can show of it. */
export interface WaveformPart {
  readonly fromS: number;
  /** Not included; the end of the acquisition where it lies beyond. */
  readonly toS: number;
  readonly maxValues: number;
}

/**
 * A part of a channel, in the channel's unit. Where it has more samples than `maxValues`, the extremes of equal runs of samples: drawn as a band
 * they show what all samples would.
 */
export function waveformView(acquisition: Acquisition, channel: AcquisitionChannel, part: WaveformPart) {
  const { sampleRateHz, samples } = acquisition;
  const first = Math.min(samples, Math.ceil(part.fromS * sampleRateHz));
  const end = Math.max(first, Math.min(samples, Math.ceil(part.toS * sampleRateHz)));
  const bytes = BYTES_PER_SAMPLE[channel.encoding];
  const values =
    end > first ? decodeSamples(channel.data.subarray(first * bytes, end * bytes), channel.encoding, channel.scale) : new Float32Array();
  const samplesPerValue = Math.max(1, Math.ceil(values.length / part.maxValues));
  return {
    acquisition: acquisition.id,
    point: channel.point,
    quantity: channel.quantity,
    unit: channel.unit,
    sampleRateHz,
    fromS: first / sampleRateHz,
    stepS: samplesPerValue / sampleRateHz,
    samplesPerValue,
    ...(samplesPerValue === 1 ? { values: Array.from(values) } : extremes(values, samplesPerValue)),
  };
}

function extremes(values: Float32Array, run: number): { readonly min: number[]; readonly max: number[] } {
  const runs = Array.from({ length: Math.ceil(values.length / run) }, (_, i) => values.subarray(i * run, (i + 1) * run));
  return { min: runs.map((each) => Math.min(...each)), max: runs.map((each) => Math.max(...each)) };
}
