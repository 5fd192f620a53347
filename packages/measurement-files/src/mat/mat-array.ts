import { MeasurementFileError } from "../measurement-file-error.js";
import { MATRIX, type MatElement, matElements } from "./mat-elements.js";

const STRUCT_CLASS = 2;
/** double, single and the whole numbers of 8 to 64 bits. */
const NUMERIC_CLASSES = { from: 6, to: 15 };
const COMPLEX_FLAG = 0x0800;

/** An array of numbers under its name; those in a structure as `structure.field`. */
export interface MatArray {
  readonly name: string;
  readonly rows: number;
  readonly columns: number;
  /** Column after column. */
  readonly values: Float32Array;
}

/** How a number is stored, by data type of its element: bytes and how to read it. */
const STORED: Readonly<Record<number, readonly [bytes: number, read: (view: DataView, at: number, littleEndian: boolean) => number]>> = {
  1: [1, (view, at) => view.getInt8(at)],
  2: [1, (view, at) => view.getUint8(at)],
  3: [2, (view, at, little) => view.getInt16(at, little)],
  4: [2, (view, at, little) => view.getUint16(at, little)],
  5: [4, (view, at, little) => view.getInt32(at, little)],
  6: [4, (view, at, little) => view.getUint32(at, little)],
  7: [4, (view, at, little) => view.getFloat32(at, little)],
  9: [8, (view, at, little) => view.getFloat64(at, little)],
  12: [8, (view, at, little) => Number(view.getBigInt64(at, little))],
  13: [8, (view, at, little) => Number(view.getBigUint64(at, little))],
};

/** The arrays of real numbers of a matrix element: itself, or those in the fields of a structure. Texts, cells and sparse ones are left out. */
export function* matArrays(file: string, element: DataView, littleEndian: boolean, prefix = ""): Generator<MatArray> {
  const [flags, dimensions, nameOf, ...rest] = matElements(file, element, littleEndian);
  if (!flags || !dimensions || !nameOf || flags.data.byteLength < 4) return;
  const word = flags.data.getUint32(0, littleEndian);
  const kind = word & 0xff;
  const name = prefix + textOf(nameOf.data);
  const sizes = numbersOf(file, name, dimensions, littleEndian);
  if (kind === STRUCT_CLASS) yield* fieldsOf(file, name, sizes, rest, littleEndian);
  if (kind < NUMERIC_CLASSES.from || kind > NUMERIC_CLASSES.to || word & COMPLEX_FLAG || sizes.length !== 2) return;
  const [rows = 0, columns = 0] = sizes;
  const values = rest[0] ? numbersOf(file, name, rest[0], littleEndian) : new Float32Array(0);
  if (values.length !== rows * columns) {
    throw new MeasurementFileError(`${file} variable ${name}`, "values", values.length, `${rows} × ${columns}`, "cut_off");
  }
  yield { name, rows, columns, values };
}

/** A structure's data: how long field names are, the names, then one matrix for each field (and each structure of an array of them). */
function* fieldsOf(
  file: string,
  name: string,
  sizes: ArrayLike<number>,
  [lengthOfNames, names, ...fields]: readonly MatElement[],
  littleEndian: boolean,
): Generator<MatArray> {
  if (!lengthOfNames || !names || lengthOfNames.data.byteLength < 4) return;
  const length = lengthOfNames.data.getInt32(0, littleEndian);
  if (length < 1)
    throw new MeasurementFileError(`${file} variable ${name}`, "length of field names", length, "at least 1", "bad_structure");
  const count = Math.floor(names.data.byteLength / length);
  const single = Array.from(sizes).every((size) => size === 1);
  for (const [index, { type, data }] of fields.entries()) {
    if (type !== MATRIX || count === 0) continue;
    const field = textOf(new DataView(names.data.buffer, names.data.byteOffset + (index % count) * length, length));
    const holder = single ? name : `${name}(${Math.floor(index / count) + 1})`;
    yield* matArrays(file, data, littleEndian, `${holder}.${field}`);
  }
}

function numbersOf(file: string, name: string, { type, data }: MatElement, littleEndian: boolean): Float32Array {
  const stored = STORED[type];
  if (!stored) throw new MeasurementFileError(`${file} variable ${name}`, "data type", type, "a type of numbers", "unknown_encoding");
  const [bytes, read] = stored;
  return Float32Array.from({ length: Math.floor(data.byteLength / bytes) }, (_, i) => read(data, i * bytes, littleEndian));
}

function textOf(data: DataView): string {
  return Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString("latin1").replace(/\0.*$/s, "");
}
