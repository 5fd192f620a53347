import { writeFile } from "node:fs/promises";
import { FeatureService } from "@phm/contracts";
import { createClient, ServiceError } from "@phm/service-kit";
import { parquetWriteBuffer } from "hyparquet-writer";
import { type ExportOptions, exportRange } from "./export-options.js";
import { featurePages, type TableColumn } from "./feature-pages.js";
import { joinPages } from "./feature-table.js";
import { guardedCsv } from "./guarded-csv.js";

export const FEATURE_FORMATS = ["csv", "parquet"] as const;
export const FEATURE_RESOLUTIONS = ["raw", "hour", "day"] as const;

export interface ExportFeaturesOptions extends ExportOptions {
  readonly format: (typeof FEATURE_FORMATS)[number];
  readonly resolution: (typeof FEATURE_RESOLUTIONS)[number];
  /** Default: the features across channels. */
  readonly point?: string;
  readonly features: string;
}

/** Writes the feature history of one point as a table, a row a time, a column a feature. */
export async function exportFeatures(asset: string, options: ExportFeaturesOptions): Promise<void> {
  const { out, format, resolution, point = "" } = options;
  const query = { ...exportRange(asset, options), point, resolution };
  const client = createClient(FeatureService, options.features);
  const pages: TableColumn[][] = [];
  try {
    for await (const page of featurePages(client.call, query)) pages.push(page);
  } finally {
    client.close();
  }
  const [first] = pages;
  if (!first) throw new ServiceError("not_found", `no features of ${asset}${point && `, point ${point},`} in that range`);
  const table = joinPages(pages);
  await writeFile(out, format === "csv" ? asCsv(table) : asParquet(table), { flag: "wx" });
  process.stdout.write(`${out}: ${table[0]?.values.length} rows of ${table.length} columns\n`);
}

function asCsv(table: readonly TableColumn[]): string {
  const rows = Array.from({ length: table[0]?.values.length ?? 0 }, (_, row) => table.map(({ values }) => values[row]));
  return guardedCsv([table.map(({ name }) => name), ...rows]);
}

/** Texts as UTF-8, figures as doubles; all may be absent. */
function asParquet(table: readonly TableColumn[]): Uint8Array {
  const columnData = table.map(({ name, values }) => ({
    name,
    data: [...values],
    type: values.some((value) => typeof value === "string") ? ("STRING" as const) : ("DOUBLE" as const),
    nullable: true,
  }));
  return new Uint8Array(parquetWriteBuffer({ columnData }));
}
