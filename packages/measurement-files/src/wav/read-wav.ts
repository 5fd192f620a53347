import type { Measurement } from "../measurement.js";
import { MeasurementFileError } from "../measurement-file-error.js";
import { wavChunks } from "./wav-chunks.js";

const PCM = 1;
const FLOAT = 3;
/** The true format stands in the first two bytes of the sub-format. */
const EXTENSIBLE = 0xfffe;
const SUB_FORMAT_AT = 24;

type ReadSample = (view: DataView, at: number) => number;

/** Full scale is 1: what a volt or a g is worth depends on the recorder, and is said by the mapping. */
const READERS: Readonly<Record<string, ReadSample>> = {
  [`${PCM}:8`]: (view, at) => (view.getUint8(at) - 128) / 128,
  [`${PCM}:16`]: (view, at) => view.getInt16(at, true) / 2 ** 15,
  [`${PCM}:24`]: (view, at) => (view.getUint16(at, true) + view.getInt8(at + 2) * 2 ** 16) / 2 ** 23,
  [`${PCM}:32`]: (view, at) => view.getInt32(at, true) / 2 ** 31,
  [`${FLOAT}:32`]: (view, at) => view.getFloat32(at, true),
  [`${FLOAT}:64`]: (view, at) => view.getFloat64(at, true),
};

/**
 * Channels `1`, `2` … of a RIFF WAVE file (Microsoft and IBM 1991; extensible format 1999): integers of 8 to 32 bits as shares of full
 * scale, floats as they are.
 * @throws MeasurementFileError on another kind of file, an unknown encoding, or a file that ends too early
 */
export function readWav(file: string, bytes: Uint8Array): Measurement {
  const chunks = wavChunks(file, bytes);
  const format = chunks.get("fmt ");
  const data = chunks.get("data");
  if (!format || !data) throw new MeasurementFileError(file, "chunks", [...chunks.keys()].join(", "), "fmt and data among them", "no_data");
  if (format.byteLength < 16) throw new MeasurementFileError(`${file} chunk fmt`, "size", format.byteLength, "at least 16", "cut_off");
  const tag = format.getUint16(0, true);
  const encoding = tag === EXTENSIBLE && format.byteLength >= SUB_FORMAT_AT + 2 ? format.getUint16(SUB_FORMAT_AT, true) : tag;
  const count = format.getUint16(2, true);
  const bits = format.getUint16(14, true);
  const read = READERS[`${encoding}:${bits}`];
  if (!read) {
    const known = "integers of 8, 16, 24 or 32 bits, or floats of 32 or 64 (format 1 or 3)";
    throw new MeasurementFileError(file, "encoding", `format ${encoding} of ${bits} bits`, known, "unknown_encoding");
  }
  if (count === 0) throw new MeasurementFileError(file, "channels", count, "at least 1", "no_channels");
  const sampleRateHz = format.getUint32(4, true);
  const stride = bits / 8;
  const frames = Math.floor(data.byteLength / (stride * count));
  const channels = Array.from({ length: count }, (_, channel) => ({
    name: String(channel + 1),
    sampleRateHz,
    samples: Float32Array.from({ length: frames }, (_, frame) => read(data, (frame * count + channel) * stride)),
  }));
  return { channels, numbers: new Map() };
}
