import { readdir } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { BundleError } from "./bundle-error.js";

/** One bearing's folder and its snapshots in order. */
export interface FemtoFolder {
  /** Such as `Bearing1_1`: condition, then number. */
  readonly name: string;
  readonly condition: number;
  readonly number: number;
  readonly snapshots: readonly string[];
}

const BEARING = /^Bearing(\d+)_(\d+)$/;
const SNAPSHOT = /^acc_(\d+)\.csv$/i;

/**
 * Bearing folders in `root`: itself, its children, or its grandchildren (the whole set's folder), by condition and number.
 * @throws BundleError when there is none, one has no snapshots, or a bearing is there twice (in the cut and the full test set).
 */
export async function findFemtoFolders(root: string): Promise<FemtoFolder[]> {
  const paths = await bearingPaths(resolve(root), 2);
  if (paths.length === 0)
    throw new BundleError({ path: root }, "folder", "without bearing folders", "one with folders such as Bearing1_1", "no_data");
  const byName = new Map<string, string>();
  for (const path of paths) {
    const name = basename(path);
    const first = byName.get(name);
    if (first !== undefined) throw new BundleError({ path }, "folder", name, `in the set once; it is also at ${first}`, "repeated_id");
    byName.set(name, path);
  }
  const folders = await Promise.all([...byName.values()].map(readFolder));
  return folders.sort((a, b) => a.condition - b.condition || a.number - b.number);
}

async function bearingPaths(path: string, depth: number): Promise<string[]> {
  if (BEARING.test(basename(path))) return [path];
  if (depth < 0) return [];
  const entries = await readdir(path, { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
    throw new BundleError({ path }, "folder", error.code ?? "not readable", "a readable folder", "missing_file");
  });
  const inner = entries.filter((entry) => entry.isDirectory()).map((entry) => bearingPaths(join(path, entry.name), depth - 1));
  return (await Promise.all(inner)).flat();
}

async function readFolder(path: string): Promise<FemtoFolder> {
  const name = basename(path);
  const [, condition, number] = BEARING.exec(name) as RegExpExecArray;
  const numbered = (await readdir(path)).flatMap((file) => {
    const match = SNAPSHOT.exec(file);
    return match ? [{ file, at: Number(match[1]) }] : [];
  });
  if (numbered.length === 0)
    throw new BundleError({ path }, "folder", "without snapshots", "one with files such as acc_00001.csv", "no_data");
  const snapshots = numbered.sort((a, b) => a.at - b.at).map(({ file }) => join(path, file));
  return { name, condition: Number(condition), number: Number(number), snapshots };
}
