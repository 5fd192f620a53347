import { realpathSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The repository's root folder. */
export const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** A path below the root. */
export const fromRoot = (...parts) => join(ROOT, ...parts);

/** An executable that the install put into node_modules/.bin. */
export const tool = (name) => fromRoot("node_modules", ".bin", name);

/** Whether a module is the program that node was started with, and not imported by another. */
export function isProgram(moduleUrl) {
  return process.argv[1] !== undefined && realpathSync(process.argv[1]) === fileURLToPath(moduleUrl);
}
