import { readdir, readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { InvalidValue } from "@phm/domain";
import { type FileMapping, parseFileMapping } from "./mapping/file-mapping.js";

/** Mappings of files that are public or often met; also examples of how one is written. */
const FOLDER = fileURLToPath(new URL("../mappings/", import.meta.url));
const ENDING = ".json";

export async function builtInMappings(): Promise<string[]> {
  return (await readdir(FOLDER)).filter((file) => file.endsWith(ENDING)).map((file) => file.slice(0, -ENDING.length));
}

/** The text of a mapping that comes with the suite. @throws InvalidValue naming those there are */
export async function builtInMappingText(name: string): Promise<string> {
  const names = await builtInMappings();
  if (!names.includes(name)) throw new InvalidValue("mapping", name, `a file, or one of ${names.sort().join(", ")}`, "unknown_mapping");
  return readFile(`${FOLDER}${name}${ENDING}`, "utf8");
}

export async function builtInMapping(name: string): Promise<FileMapping> {
  return parseFileMapping(name, await builtInMappingText(name));
}
