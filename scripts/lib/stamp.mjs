import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fromRoot, ROOT } from "./root.mjs";

/** Inside node_modules, so that removing the install also forgets what was built with it. */
const stampFile = (name) => fromRoot("node_modules", ".cache", "phm", `${name}.stamp`);

/** One hash over the paths and contents of files; a file that is missing counts as such. */
export function hashOfFiles(files) {
  const hash = createHash("sha256");
  for (const file of [...files].sort()) {
    const content = readIfThere(file);
    hash.update(`${relative(ROOT, file)}\0${content === undefined ? "missing" : content.length}\0`);
    if (content !== undefined) hash.update(content);
  }
  return hash.digest("hex");
}

/** Every file below a folder; none if the folder is missing. */
export function filesBelow(folder) {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath ?? entry.path, entry.name));
  } catch (error) {
    if (error.code === "ENOENT") return [];
    throw error;
  }
}

/** Whether the named step was last finished for exactly this content. */
export function isCurrent(name, hash) {
  return readIfThere(stampFile(name))?.toString() === hash;
}

/** Forgets the step before it is done again: one that is cut off half-way is not current. */
export function forget(name) {
  rmSync(stampFile(name), { force: true });
}

/** Notes that the named step was finished for this content. */
export function remember(name, hash) {
  mkdirSync(fromRoot("node_modules", ".cache", "phm"), { recursive: true });
  writeFileSync(stampFile(name), hash);
}

function readIfThere(file) {
  try {
    return readFileSync(file);
  } catch (error) {
    if (error.code === "ENOENT") return undefined;
    throw error;
  }
}
