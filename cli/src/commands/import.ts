import { importers } from "@phm/bundle";
import { InvalidValue } from "@phm/domain";

export interface ImportOptions {
  readonly out: string;
  readonly startDate?: string;
}

/** Turns the native files of a data set into an acquisition bundle. */
export async function importNative(format: string, folder: string, { out, startDate }: ImportOptions): Promise<void> {
  const importer = Object.hasOwn(importers, format) ? importers[format] : undefined;
  if (!importer) throw new InvalidValue("format", format, `one of ${Object.keys(importers).join(", ")}`);
  const { assets, acquisitions } = await importer.import(folder, out, startDate === undefined ? {} : { startDate });
  process.stdout.write(
    `${out}: ${acquisitions} acquisitions of ${assets.join(", ")}\nNext: npm start -- --bundle ${out} --asset ${assets[0]}\n`,
  );
}
