import { type Acquisition, BYTES_PER_SAMPLE, InvalidValue } from "@phm/domain";
import { decodeSamples } from "@phm/dsp";
import { guardedCell } from "@phm/exchange-files";
import { writeWav } from "@phm/measurement-files";

/** Times of an acquisition, s from its start: from, and before. */
export interface TimePart {
  readonly fromS: number;
  readonly toS: number;
}

export const WHOLE: TimePart = { fromS: 0, toS: Number.POSITIVE_INFINITY };

/** Samples of a part of an acquisition. */
export interface AcquisitionPart {
  /** Index of the first sample in the acquisition. */
  readonly first: number;
  readonly sampleRateHz: number;
  readonly columns: readonly { readonly name: string; readonly unit: string; readonly values: Float32Array }[];
}

/** @throws InvalidValue for a part without a sample */
export function partOf({ samples, sampleRateHz, channels }: Acquisition, { fromS, toS }: TimePart): AcquisitionPart {
  const first = Math.ceil(fromS * sampleRateHz);
  const end = Math.min(samples, Math.ceil(toS * sampleRateHz));
  if (end <= first) throw new InvalidValue("fromS", fromS, `within the acquisition, below ${samples / sampleRateHz}`);
  const columns = channels.map(({ point, unit, data, encoding, scale }) => {
    const bytes = BYTES_PER_SAMPLE[encoding];
    return { name: point, unit, values: decodeSamples(data.subarray(first * bytes, end * bytes), encoding, scale) };
  });
  return { first, sampleRateHz, columns };
}

/** What tells a float32 from its neighbours. */
const SINGLE_DIGITS = 9;

/** RFC 4180, a header with units, a line for each sample. A name that begins like a formula is not run by a spreadsheet. */
export function csvFile({ first, sampleRateHz, columns }: AcquisitionPart): string {
  const header = ["time (s)", ...columns.map(({ name, unit }) => quoted(guardedCell(`${name} (${unit})`)))];
  const lines = [header.join(",")];
  const length = columns[0]?.values.length ?? 0;
  for (let i = 0; i < length; i++) {
    const values = columns.map((column) => Number((column.values[i] as number).toPrecision(SINGLE_DIGITS)));
    lines.push(`${(first + i) / sampleRateHz},${values.join(",")}`);
  }
  return `${lines.join("\r\n")}\r\n`;
}

function quoted(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

/** @throws InvalidValue for a sample rate with a fraction, which WAVE does not know */
export function wavFile({ sampleRateHz, columns }: AcquisitionPart): Uint8Array {
  return writeWav(
    columns.map(({ values }) => values),
    sampleRateHz,
  );
}
