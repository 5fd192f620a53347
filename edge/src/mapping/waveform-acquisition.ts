import { type Acquisition, acquisitionId, assetRef, BYTES_PER_SAMPLE, InvalidValue, parseUnit, pointId, type TimeNs } from "@phm/domain";
import type { WaveformTarget } from "../config/edge-file.js";
import type { Place } from "./slow-reading.js";

/**
 * An array of samples as an acquisition of one channel. Its id is made of point and start: the same array again is the same acquisition.
 * @throws InvalidValue for what is no array of finite numbers: a waveform with a hole is none
 */
export function waveformAcquisition(place: Place, target: WaveformTarget, raw: unknown, startTimeNs: TimeNs): Acquisition {
  const samples = samplesOf(target.point, raw);
  const encoding = "f32le";
  const data = new Uint8Array(samples.length * BYTES_PER_SAMPLE[encoding]);
  const view = new DataView(data.buffer);
  for (const [i, sample] of samples.entries()) view.setFloat32(i * BYTES_PER_SAMPLE[encoding], sample * target.scale, true);
  const { asset, point, quantity, unit, sampleRateHz, speedRpm } = target;
  return {
    ref: assetRef(place.organisation, place.site, asset),
    id: acquisitionId(`${point}-${startTimeNs}`),
    timeBase: "live",
    ...{ startTimeNs, sampleRateHz, samples: samples.length },
    ...(speedRpm === undefined ? {} : { speedRpm }),
    channels: [{ point: pointId(point), quantity, unit: parseUnit(quantity, unit), encoding, scale: 1, data }],
  };
}

function samplesOf(point: string, raw: unknown): readonly number[] {
  const samples = ArrayBuffer.isView(raw) && !(raw instanceof DataView) ? Array.from(raw as unknown as ArrayLike<number>) : raw;
  if (!Array.isArray(samples) || samples.length === 0) throw new InvalidValue(point, typeof raw, "an array of samples", "wrong_type");
  const wrong = samples.findIndex((sample) => typeof sample !== "number" || !Number.isFinite(sample));
  if (wrong >= 0) throw new InvalidValue(`${point}[${wrong}]`, samples[wrong], "a finite number", "wrong_type");
  return samples;
}
