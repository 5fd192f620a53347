import type { MeasuredChannel, Measurement } from "../measurement.js";
import { MeasurementFileError } from "../measurement-file-error.js";
import { type MatArray, matArrays } from "./mat-array.js";
import { MATRIX, matElements } from "./mat-elements.js";

const HEADER_BYTES = 128;
/** Where the header says in which order bytes stand: "MI" as the writing machine saw it. */
const ENDIAN_AT = 126;

/**
 * The arrays of real numbers of a MATLAB 5 file (save -v6 or -v7; "MAT-File Format", The MathWorks): a vector is a channel, a matrix one
 * for each column (or row, if rows are fewer: `X(1)`, `X(2)` …), a single number goes to `numbers`; fields of structures as
 * `structure.field`.
 * @throws MeasurementFileError on a file of another version, or one that ends too early
 */
export function readMat(file: string, bytes: Uint8Array): Measurement {
  const littleEndian = endianOf(file, bytes);
  const body = new DataView(bytes.buffer, bytes.byteOffset + HEADER_BYTES, bytes.byteLength - HEADER_BYTES);
  const channels: MeasuredChannel[] = [];
  const numbers = new Map<string, number>();
  for (const { type, data } of matElements(file, body, littleEndian)) {
    if (type !== MATRIX) continue;
    for (const array of matArrays(file, data, littleEndian)) {
      if (array.values.length === 1) numbers.set(array.name, array.values[0] as number);
      else channels.push(...channelsOf(array));
    }
  }
  return { channels, numbers };
}

function endianOf(file: string, bytes: Uint8Array): boolean {
  const head = Buffer.from(bytes.subarray(0, HEADER_BYTES));
  const mark = head.toString("latin1", ENDIAN_AT);
  const start = head.toString("latin1", 0, 19);
  if (head.length === HEADER_BYTES && start.startsWith("MATLAB 5.0 MAT-file") && (mark === "IM" || mark === "MI")) return mark === "IM";
  throw new MeasurementFileError(file, "start", start, "MATLAB 5.0 MAT-file (save with -v7, not -v7.3 or -v4)", "not_mat_5");
}

function channelsOf({ name, rows, columns, values }: MatArray): MeasuredChannel[] {
  if (rows === 1 || columns === 1) return values.length === 0 ? [] : [{ name, samples: values }];
  const down = rows >= columns;
  const [length, count] = down ? [rows, columns] : [columns, rows];
  return Array.from({ length: count }, (_, channel) => ({
    name: `${name}(${channel + 1})`,
    samples: Float32Array.from({ length }, (_, i) => values[down ? channel * rows + i : i * rows + channel] as number),
  }));
}
