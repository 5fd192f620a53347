export { type MeasurementPlace, mapMeasurement } from "./mapping/map-measurement.js";
export { type ChannelMapping, type MeasurementMapping, parseMeasurementMapping } from "./mapping/measurement-mapping.js";
export { startTimeOf } from "./mapping/start-time.js";
export { MAX_FILE_BYTES, type MeasuredChannel, type Measurement } from "./measurement.js";
export { MeasurementFileError } from "./measurement-file-error.js";
export { MEASUREMENT_FILE_ENDINGS, readMeasurementFile } from "./read-measurement-file.js";
export { writeWav } from "./wav/write-wav.js";
