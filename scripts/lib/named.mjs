import { readdirSync } from "node:fs";
import { basename, extname, join } from "node:path";
import { Failure } from "./program.mjs";

const EXTENSIONS = [".mjs", ".js"];

/** The file in `folder` that is called `name`; a Failure that lists the names if there is none. */
export function namedFile(folder, name, kind) {
  const files = readdirSync(folder).filter((file) => EXTENSIONS.includes(extname(file)));
  const found = files.find((file) => basename(file, extname(file)) === name);
  if (found !== undefined) return join(folder, found);
  const names = files.map((file) => basename(file, extname(file))).sort();
  throw new Failure(`There is no ${kind} ${JSON.stringify(name ?? "")}; there are: ${names.join(", ") || "none yet"}.`);
}
