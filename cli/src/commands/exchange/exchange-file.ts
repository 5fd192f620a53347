import { createReadStream } from "node:fs";
import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { createGunzip } from "node:zlib";
import { builtInMappings, builtInMappingText } from "@phm/exchange-files";
import { checkReadable } from "../../readable-file.js";

/** The content of a file in pieces; of one whose name ends in `.gz` what is packed in it. */
export function chunksOf(file: string): AsyncIterable<Uint8Array> {
  const bytes = createReadStream(file);
  if (!file.endsWith(".gz")) return bytes;
  const unpacked = createGunzip();
  // What fails is told to the reader of what is unpacked.
  bytes.once("error", (error) => unpacked.destroy(error));
  return bytes.pipe(unpacked);
}

/** The text of a mapping: of one that comes with the suite, by its name, or of a file. @throws InvalidValue where there is none */
export async function mappingText(mapping: string): Promise<{ readonly name: string; readonly text: string }> {
  if (!mapping.includes(".")) return { name: mapping, text: await builtInMappingText(mapping) };
  await checkReadable(mapping);
  return { name: basename(mapping), text: await readFile(mapping, "utf8") };
}

/** Prints the names of the mappings that come with the suite. */
export async function listMappings(): Promise<void> {
  process.stdout.write((await builtInMappings()).map((name) => `${name}\n`).join(""));
}
