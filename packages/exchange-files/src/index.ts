export { builtInMapping, builtInMappings, builtInMappingText } from "./built-in-mappings.js";
export { type FileProblem, fileProblem } from "./file-problem.js";
export { type FieldMapping, type FileMapping, parseFileMapping, RECORD_KINDS } from "./mapping/file-mapping.js";
export { type FileReading, readRecords } from "./read-records.js";
export { pastOrderOf } from "./records/past-order-of.js";
export type { FieldValue, FileRecord, RecordKind } from "./records/record-kind.js";
export { LineCounter } from "./table/line-counter.js";
export { MAX_TABLE_BYTES, readText, TEXT_ENCODINGS, type TextEncoding, WrongEncoding } from "./table/read-text.js";
