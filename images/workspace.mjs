import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Where workspace packages are: the folders that hold several, and those that are one. */
const PARENTS = ["packages", "services"];
const SINGLE = ["cli", "edge"];

/** The folder of each workspace package that an image may have, by its name. */
function foldersByName(root) {
  const folders = [...PARENTS.flatMap((parent) => readdirSync(join(root, parent)).map((name) => `${parent}/${name}`)), ...SINGLE];
  const packages = folders.filter((folder) => existsSync(join(root, folder, "package.json")));
  return new Map(packages.map((folder) => [manifestOf(root, folder).name, folder]));
}

export const manifestOf = (root, folder) => JSON.parse(readFileSync(join(root, folder, "package.json"), "utf8"));

/** A workspace package and those that it needs to run, directly or through others, as folders. */
export function closureOf(root, folder) {
  const folders = foldersByName(root);
  const found = new Set([folder]);
  for (const member of found) {
    const needed = Object.keys(manifestOf(root, member).dependencies ?? {});
    for (const name of needed) if (folders.has(name)) found.add(folders.get(name));
  }
  return [...found].sort();
}
