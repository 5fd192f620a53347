import { MeasurementFileError } from "../measurement-file-error.js";

/** The chunks of a RIFF file by their four letters; of several with the same letters the first. */
export function wavChunks(file: string, bytes: Uint8Array): ReadonlyMap<string, DataView> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 12 || lettersAt(view, 0) !== "RIFF" || lettersAt(view, 8) !== "WAVE") {
    throw new MeasurementFileError(file, "start", Buffer.from(bytes.subarray(0, 12)).toString("latin1"), "RIFF … WAVE", "not_a_wav");
  }
  const chunks = new Map<string, DataView>();
  for (let at = 12; at + 8 <= bytes.length; ) {
    const letters = lettersAt(view, at);
    const size = view.getUint32(at + 4, true);
    const left = bytes.length - at - 8;
    if (size > left) throw new MeasurementFileError(`${file} chunk ${letters}`, "size", size, `at most ${left}, what is left`, "cut_off");
    if (!chunks.has(letters)) chunks.set(letters, new DataView(bytes.buffer, bytes.byteOffset + at + 8, size));
    at += 8 + size + (size % 2);
  }
  return chunks;
}

function lettersAt(view: DataView, at: number): string {
  return String.fromCharCode(view.getUint8(at), view.getUint8(at + 1), view.getUint8(at + 2), view.getUint8(at + 3));
}
