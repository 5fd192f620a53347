import { BYTES_PER_SAMPLE, InvalidValue, type SampleEncoding } from "@phm/domain";
import { float32Result } from "./result-buffer.js";
import { requireSamples } from "./signal-checks.js";

/**
 * Packed little-endian samples to float32 values in the channel's unit: value = stored × scale.
 * @param into receives the values instead of a new array; as long as there are samples
 * @throws InvalidValue when the bytes are not whole samples, the scale is zero or not finite, a value is not finite, or `into` has another length
 * Example: bytes 00 01 as i16le with scale 0.5 -> 128.
 */
export function decodeSamples(data: Uint8Array, encoding: SampleEncoding, scale: number, into?: Float32Array): Float32Array {
  const bytes = BYTES_PER_SAMPLE[encoding];
  if (data.byteLength % bytes !== 0) throw new InvalidValue("data.byteLength", data.byteLength, `a multiple of ${bytes} for ${encoding}`);
  if (!Number.isFinite(scale) || scale === 0) throw new InvalidValue("scale", scale, "a finite number other than 0");
  // A DataView because received bytes need not be aligned.
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const samples = float32Result(into, data.byteLength / bytes);
  if (encoding === "i16le") for (let i = 0; i < samples.length; i++) samples[i] = view.getInt16(2 * i, true) * scale;
  else for (let i = 0; i < samples.length; i++) samples[i] = view.getFloat32(4 * i, true) * scale;
  requireSamples(samples, 0);
  return samples;
}
