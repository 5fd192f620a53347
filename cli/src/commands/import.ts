import { importers } from "@phm/bundle";
import { InvalidValue } from "@phm/domain";

/** Turns the native files of a data set into an acquisition bundle. */
export async function importNative(format: string, folder: string, out: string): Promise<void> {
  const importer = importers[format];
  if (!importer) throw new InvalidValue("format", format, `one of ${Object.keys(importers).join(", ")}`);
  await importer(folder, out);
  process.stdout.write(`${out}: imported from ${folder}; look at it with: phm analyze ${out}\n`);
}
