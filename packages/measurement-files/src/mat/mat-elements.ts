import { inflateSync } from "node:zlib";
import { MAX_FILE_BYTES } from "../measurement.js";
import { MeasurementFileError } from "../measurement-file-error.js";

/** Data types of elements ("MAT-File Format", The MathWorks, table 1-1). */
export const MATRIX = 14;
const COMPRESSED = 15;

/** One element: its data type and its bytes, without the tag. */
export interface MatElement {
  readonly type: number;
  readonly data: DataView;
}

/** The elements of a stretch of a MAT file in turn, each aligned to 8 bytes; packed ones are unpacked. */
export function* matElements(file: string, view: DataView, littleEndian: boolean): Generator<MatElement> {
  for (let at = 0; at + 8 <= view.byteLength; ) {
    const word = view.getUint32(at, littleEndian);
    // A size in the upper half of the type's word: up to 4 bytes follow within the tag itself.
    const small = word >>> 16 !== 0;
    const type = small ? word & 0xffff : word;
    const size = small ? word >>> 16 : view.getUint32(at + 4, littleEndian);
    const start = at + (small ? 4 : 8);
    if (start + size > view.byteLength || (small && size > 4)) {
      const left = small ? 4 : view.byteLength - start;
      throw new MeasurementFileError(`${file} byte ${view.byteOffset + at}`, "size of an element", size, `at most ${left}`, "cut_off");
    }
    const data = new DataView(view.buffer, view.byteOffset + start, size);
    if (type === COMPRESSED) yield* matElements(file, inflated(file, data), littleEndian);
    else yield { type, data };
    // A packed element is followed at once by the next one.
    at = start + (small ? 4 : type === COMPRESSED ? size : Math.ceil(size / 8) * 8);
  }
}

function inflated(file: string, data: DataView): DataView {
  try {
    const bytes = inflateSync(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), { maxOutputLength: MAX_FILE_BYTES });
    return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  } catch (error) {
    const limit = `zlib data of at most ${MAX_FILE_BYTES} bytes unpacked`;
    throw new MeasurementFileError(file, "packed element", (error as Error).message, limit, "bad_compression");
  }
}
