/** Largest stored value; −32768 is left out so that the range is symmetric. */
const FULL_SCALE = 32767;
/** Named once: where modules run in a context of their own, looking up a global costs more than the arithmetic. */
const { max, min, round } = Math;

/**
 * Samples as packed little-endian int16, value = stored × scale. Values beyond the range stick to it, as in a real converter.
 * @param fullScale the value, in the signal's unit, that is stored as 32767.
 */
export function encodeI16(signal: Float32Array, fullScale: number): { readonly scale: number; readonly data: Uint8Array } {
  const scale = fullScale / FULL_SCALE;
  const data = new Uint8Array(signal.length * 2);
  for (let index = 0; index < signal.length; index++) {
    const stored = max(-FULL_SCALE, min(FULL_SCALE, round((signal[index] as number) / scale)));
    data[2 * index] = stored & 0xff;
    data[2 * index + 1] = (stored >> 8) & 0xff;
  }
  return { scale, data };
}
