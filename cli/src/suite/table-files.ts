import { createHash } from "node:crypto";
import { readFile, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { promisify } from "node:util";
import { brotliDecompress } from "node:zlib";
import { InvalidValue } from "@phm/domain";
import { type TrendTable, trendTable } from "@phm/learning";

/** One table file as its manifest describes it. */
export interface TableFile {
  /** Path below the manifest's folder. */
  readonly name: string;
  /** Which kind of units: `FD001` of `train_FD001.f32.br`. */
  readonly set: string;
  /** Units that were followed to their end. */
  readonly toTheEnd: boolean;
  readonly rows: number;
  /** SHA-256 of the values before compression, hex. */
  readonly sha256: string;
}

/** A manifest of tables of slow readings. */
export interface TableManifest {
  readonly folder: string;
  readonly title: string;
  readonly licence: string;
  readonly columns: readonly string[];
  /** Tables that have all the columns; lists of labels beside them are left out. */
  readonly tables: readonly TableFile[];
}

/** A table read, with where it came from. */
export interface ReadTable {
  readonly file: TableFile;
  readonly table: TrendTable;
}

const MAX_TABLE_BYTES = 1 << 30;
const BYTES_PER_VALUE = 4;
const decompressed = promisify(brotliDecompress);

/** A file that is not there is told as such, not as a fault of the program. @throws InvalidValue */
export async function presentFile<T>(path: string, use: (path: string) => Promise<T>): Promise<T> {
  try {
    return await use(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    throw new InvalidValue(path, "missing", "present", "missing_file");
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null && !Array.isArray(value);
const textOr = (value: unknown, otherwise: string): string => (typeof value === "string" && value !== "" ? value : otherwise);

/** `train_FD001.f32.br` is table FD001 of whole lives; a name without such a start is a set of its own. */
function placed(name: string): { readonly set: string; readonly toTheEnd: boolean } {
  const stem = basename(name).split(".")[0] as string;
  const [, part, set] = /^(train|test|validation)[_-](.+)$/i.exec(stem) ?? [];
  return { set: set ?? stem, toTheEnd: part === undefined || part.toLowerCase() === "train" };
}

function tableFile(name: string, entry: unknown): TableFile & { readonly cols: number } {
  if (!isRecord(entry)) throw new InvalidValue(`files.${name}`, entry, "an object with rows, cols and rawSha256");
  const { rows, cols } = entry;
  if (!(Number.isInteger(rows) && (rows as number) > 0)) throw new InvalidValue(`files.${name}.rows`, rows, "a whole number above 0");
  if (!(Number.isInteger(cols) && (cols as number) > 0)) throw new InvalidValue(`files.${name}.cols`, cols, "a whole number above 0");
  const sha256 = entry.rawSha256 ?? entry.sha256;
  if (typeof sha256 !== "string" || !/^[0-9a-f]{64}$/i.test(sha256)) {
    throw new InvalidValue(`files.${name}.rawSha256`, sha256, "64 hex digits");
  }
  if (name.includes("..")) throw new InvalidValue("files", name, "below the manifest's folder");
  return { name, ...placed(name), rows: rows as number, cols: cols as number, sha256: sha256.toLowerCase() };
}

/** @param path the manifest, or the folder with its `manifest.json` @throws InvalidValue naming what is wrong in it */
export async function readTableManifest(path: string): Promise<TableManifest> {
  const file = (await presentFile(path, (at) => stat(at))).isDirectory() ? join(path, "manifest.json") : path;
  let manifest: unknown;
  try {
    manifest = JSON.parse(await presentFile(file, (at) => readFile(at, "utf8")));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new InvalidValue("manifest", error.message, "JSON");
  }
  if (!isRecord(manifest)) throw new InvalidValue("manifest", manifest, "an object with columns, encoding and files");
  const { columns, encoding, files } = manifest;
  if (!Array.isArray(columns) || !columns.every((column) => typeof column === "string")) {
    throw new InvalidValue("columns", columns, "a list of names");
  }
  if (!/float32 little-endian, row major/.test(String(encoding))) {
    throw new InvalidValue("encoding", encoding, "float32 little-endian, row major, brotli where the file ends in .br");
  }
  if (!isRecord(files)) throw new InvalidValue("files", files, "an object with one entry for each file");
  const tables = Object.entries(files)
    .map(([name, entry]) => tableFile(name, entry))
    .filter(({ cols }) => cols === columns.length);
  if (tables.length === 0) throw new InvalidValue("files", Object.keys(files).join(", "), `with a table of ${columns.length} columns`);
  const title = [manifest.name, manifest.citation].filter((part) => typeof part === "string").join("; ");
  return {
    folder: dirname(file),
    title: textOr(title, basename(file)),
    licence: textOr(manifest.licenceAsStated, "as the data's source states"),
    columns,
    tables,
  };
}

/** Reads a table and checks it against its manifest. @throws InvalidValue for a file that is not what the manifest says */
export async function readTable({ folder, columns }: TableManifest, file: TableFile): Promise<ReadTable> {
  const field = `files.${file.name}`;
  const expectedBytes = file.rows * columns.length * BYTES_PER_VALUE;
  if (expectedBytes > MAX_TABLE_BYTES) throw new InvalidValue(`${field}.rows`, file.rows, `a table of at most ${MAX_TABLE_BYTES} bytes`);
  const stored = await presentFile(join(folder, file.name), (at) => readFile(at));
  let raw: Buffer;
  try {
    raw = file.name.endsWith(".br") ? await decompressed(stored, { maxOutputLength: expectedBytes + 1 }) : stored;
  } catch {
    throw new InvalidValue(field, `${stored.length} bytes`, `brotli of ${expectedBytes} bytes`, "damaged_file");
  }
  if (raw.length !== expectedBytes)
    throw new InvalidValue(`${field} bytes`, raw.length, `${expectedBytes}, as its manifest says`, "damaged_file");
  const sha256 = createHash("sha256").update(raw).digest("hex");
  if (sha256 !== file.sha256) throw new InvalidValue(`${field} SHA-256`, sha256, `${file.sha256}, as its manifest says`, "damaged_file");
  const values = Float32Array.from({ length: raw.length / BYTES_PER_VALUE }, (_, i) => raw.readFloatLE(i * BYTES_PER_VALUE));
  return { file, table: trendTable(columns, values) };
}

/** The tables of a set, or all of them. @throws InvalidValue when there is none */
export function tablesOfSet({ tables }: TableManifest, set: string | undefined): readonly TableFile[] {
  const found = tables.filter((file) => set === undefined || file.set === set || file.name === set);
  if (found.length === 0) throw new InvalidValue("set", set, `one of ${[...new Set(tables.map((file) => file.set))].join(", ")}`);
  return found;
}

/** One table of whole lives for each set. @throws InvalidValue when there is none, or a set has several */
export function wholeLifeTables(manifest: TableManifest, set: string | undefined): readonly TableFile[] {
  const found = tablesOfSet(manifest, set).filter(({ toTheEnd }) => toTheEnd);
  if (found.length === 0)
    throw new InvalidValue("files", manifest.tables.map(({ name }) => name).join(", "), "with a table of whole lives");
  const twice = found.find((file, i) => found.findIndex((other) => other.set === file.set) !== i);
  if (twice !== undefined) throw new InvalidValue("files", twice.name, `the only table of whole lives of set ${twice.set}`);
  return found;
}
