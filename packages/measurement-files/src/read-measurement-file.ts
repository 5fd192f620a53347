import { readCsvMeasurement } from "./csv/read-csv-measurement.js";
import { readMat } from "./mat/read-mat.js";
import { MAX_FILE_BYTES, type Measurement } from "./measurement.js";
import { MeasurementFileError } from "./measurement-file-error.js";
import { readUff58 } from "./uff/read-uff58.js";
import { readWav } from "./wav/read-wav.js";

const READERS: Readonly<Record<string, (file: string, bytes: Uint8Array) => Measurement>> = {
  csv: readCsvMeasurement,
  txt: readCsvMeasurement,
  tsv: readCsvMeasurement,
  wav: readWav,
  mat: readMat,
  uff: readUff58,
  unv: readUff58,
  uf: readUff58,
};

/** Endings of the files that can be read. */
export const MEASUREMENT_FILE_ENDINGS: readonly string[] = Object.keys(READERS);

/**
 * What a measurement file holds, by its ending.
 * @param file its name, told in errors
 * @throws MeasurementFileError naming file, place, value and limit
 */
export function readMeasurementFile(file: string, bytes: Uint8Array): Measurement {
  const ending = file.slice(file.lastIndexOf(".") + 1).toLowerCase();
  const read = Object.hasOwn(READERS, ending) ? READERS[ending] : undefined;
  if (!read) throw new MeasurementFileError(file, "ending", ending, `one of ${MEASUREMENT_FILE_ENDINGS.join(", ")}`, "unknown_format");
  if (bytes.length > MAX_FILE_BYTES) throw new MeasurementFileError(file, "bytes", bytes.length, `at most ${MAX_FILE_BYTES}`, "too_large");
  return read(file, bytes);
}
