import type { MeasuredChannel, Measurement } from "../measurement.js";
import { MeasurementFileError } from "../measurement-file-error.js";
import { type UffDataset, uffDatasets } from "./uff-datasets.js";

/** Function type of record 6 (a time response) and data types of record 7 ("Universal File Formats", SDRC 1994, data set 58). */
const TIME_RESPONSE = 1;
const REAL_SINGLE = 2;
const REAL_DOUBLE = 4;
const EVEN_SPACING = 1;
const IEEE_FLOATS = 2;
/** Characters of one value in a text set, by data type. */
const VALUE_CHARACTERS: Readonly<Record<number, number>> = { [REAL_SINGLE]: 13, [REAL_DOUBLE]: 20 };

/**
 * The time responses of a universal file (data sets 58 and 58b), named by response node and direction as `12:+Z`. Spectra and
 * transfer functions among them are left out.
 * @throws MeasurementFileError on complex values, uneven spacing, floats that are not IEEE, or fewer values than announced
 */
export function readUff58(file: string, bytes: Uint8Array): Measurement {
  const channels: MeasuredChannel[] = [];
  for (const dataset of uffDatasets(bytes)) {
    if (/^58b?$/i.test(dataset.kind)) channels.push(...channelOf(file, dataset));
  }
  if (channels.length === 0) throw new MeasurementFileError(file, "data sets", "none", "at least one time response (58 or 58b)", "no_data");
  return { channels, numbers: new Map() };
}

function channelOf(file: string, dataset: UffDataset): MeasuredChannel[] {
  const { lines, line } = dataset;
  const place = `${file} line ${line}`;
  const [record6, record7, , record9] = lines.slice(5, 9);
  if (record6 === undefined || record7 === undefined)
    throw new MeasurementFileError(place, "records", lines.length, "at least 11", "cut_off");
  if (wholeNumber(record6, 0, 5) !== TIME_RESPONSE) return [];
  const [type, count, spacing] = [wholeNumber(record7, 0, 10), wholeNumber(record7, 10, 20), wholeNumber(record7, 20, 30)];
  const stepS = Number(record7.slice(43, 56));
  if (type !== REAL_SINGLE && type !== REAL_DOUBLE) {
    throw new MeasurementFileError(place, "ordinate data type", type, "2 or 4 (real numbers)", "unknown_encoding");
  }
  if (spacing !== EVEN_SPACING) throw new MeasurementFileError(place, "abscissa spacing", spacing, "1 (even)", "uneven_spacing");
  if (!(stepS > 0)) throw new MeasurementFileError(place, "abscissa increment", record7.slice(43, 56), "seconds above 0", "bad_increment");
  const values = dataset.binary.length > 0 ? binaryValues(place, dataset, type) : textValues(place, lines.slice(11), type);
  if (values.length < count) throw new MeasurementFileError(place, "values", values.length, `${count}, as announced`, "cut_off");
  const unit = record9?.slice(47, 67).trim();
  return [
    { name: nameOf(record6), samples: values.subarray(0, count), sampleRateHz: 1 / stepS, ...(unit && unit !== "NONE" ? { unit } : {}) },
  ];
}

const DIRECTIONS = ["-RZ", "-RY", "-RX", "-Z", "-Y", "-X", "", "+X", "+Y", "+Z", "+RX", "+RY", "+RZ"];

/** Response node and direction of record 6. */
function nameOf(record6: string): string {
  const node = wholeNumber(record6, 41, 51);
  const direction = DIRECTIONS[wholeNumber(record6, 51, 55) + 6] ?? "";
  return direction === "" ? String(node) : `${node}:${direction}`;
}

function wholeNumber(record: string, from: number, to: number): number {
  return Math.trunc(Number(record.slice(from, to)));
}

/** Fixed fields, which may follow each other without a blank between. */
function textValues(place: string, lines: readonly string[], type: number): Float32Array {
  const width = VALUE_CHARACTERS[type] as number;
  const values: number[] = [];
  for (const line of lines) {
    for (let at = 0; at < line.trimEnd().length; at += width) {
      const text = line.slice(at, at + width).replace(/[dD]/, "E");
      const value = Number(text);
      if (!Number.isFinite(value) || text.trim() === "") throw new MeasurementFileError(place, "value", text, "a number", "not_a_number");
      values.push(value);
    }
  }
  return Float32Array.from(values);
}

function binaryValues(place: string, { title, binary }: UffDataset, type: number): Float32Array {
  const [, order, floats] = title.trim().split(/\s+/).map(Number);
  if (floats !== IEEE_FLOATS) throw new MeasurementFileError(place, "floating point format", floats, "2 (IEEE 754)", "unknown_encoding");
  if (order !== 1 && order !== 2) throw new MeasurementFileError(place, "byte order", order, "1 (little) or 2 (big)", "unknown_encoding");
  const view = new DataView(binary.buffer, binary.byteOffset, binary.byteLength);
  const bytes = type === REAL_SINGLE ? 4 : 8;
  const read = (at: number) => (type === REAL_SINGLE ? view.getFloat32(at, order === 1) : view.getFloat64(at, order === 1));
  return Float32Array.from({ length: Math.floor(binary.length / bytes) }, (_, i) => read(i * bytes));
}
