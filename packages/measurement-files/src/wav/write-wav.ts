import { InvalidValue } from "@phm/domain";

const HEADER_BYTES = 44;
const MAX_WAV_BYTES = 2 ** 32 - 1;

/**
 * A RIFF WAVE file of float32 samples, channels interleaved, values as they are (not scaled to ±1): what a recorder's software and
 * `readWav` read without loss.
 * @param sampleRateHz whole number; WAVE knows no fractions
 * @throws InvalidValue on channels of unlike length, none at all, another sampling rate, or more than WAVE can count
 */
export function writeWav(channels: readonly Float32Array[], sampleRateHz: number): Uint8Array {
  const [first] = channels;
  if (!first) throw new InvalidValue("channels", "none", "at least one");
  if (channels.some(({ length }) => length !== first.length)) {
    throw new InvalidValue("channels", channels.map(({ length }) => length).join(", "), "of one length", "mismatched_lengths");
  }
  if (!Number.isInteger(sampleRateHz) || sampleRateHz < 1 || sampleRateHz >= 2 ** 32) {
    throw new InvalidValue("sampleRateHz", sampleRateHz, "a whole number from 1, as WAVE counts it");
  }
  const frameBytes = 4 * channels.length;
  const dataBytes = frameBytes * first.length;
  if (dataBytes > MAX_WAV_BYTES - HEADER_BYTES) throw new InvalidValue("bytes", dataBytes, `at most ${MAX_WAV_BYTES - HEADER_BYTES}`);
  const bytes = new Uint8Array(HEADER_BYTES + dataBytes);
  const view = new DataView(bytes.buffer);
  writeHeader(view, channels.length, sampleRateHz, dataBytes);
  for (const [channel, samples] of channels.entries()) {
    for (const [frame, value] of samples.entries()) view.setFloat32(HEADER_BYTES + frame * frameBytes + 4 * channel, value, true);
  }
  return bytes;
}

function writeHeader(view: DataView, channels: number, sampleRateHz: number, dataBytes: number): void {
  const letters = (at: number, text: string) => {
    for (const [i, letter] of [...text].entries()) view.setUint8(at + i, letter.charCodeAt(0));
  };
  letters(0, "RIFF");
  view.setUint32(4, HEADER_BYTES - 8 + dataBytes, true);
  letters(8, "WAVEfmt ");
  view.setUint32(16, 16, true);
  view.setUint16(20, 3, true);
  view.setUint16(22, channels, true);
  view.setUint32(24, sampleRateHz, true);
  view.setUint32(28, sampleRateHz * channels * 4, true);
  view.setUint16(32, channels * 4, true);
  view.setUint16(34, 32, true);
  letters(36, "data");
  view.setUint32(40, dataBytes, true);
}
