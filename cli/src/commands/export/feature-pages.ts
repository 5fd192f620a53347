import { assetRefToWire, type FeatureService, resolutionCodec } from "@phm/contracts";
import { formatTimeNs } from "@phm/domain";
import type { ClientCalls } from "@phm/service-kit";
import type { ExportRange } from "./export-options.js";

const PAGE = 10_000;

/** A column of a table of features: its name, and one value a row. Undefined where a feature is absent. */
export interface TableColumn {
  readonly name: string;
  readonly values: readonly (string | number | undefined)[];
}

export interface FeatureQuery extends ExportRange {
  /** Empty for the features across channels. */
  readonly point: string;
  readonly resolution: "raw" | "hour" | "day";
}

/** The history of a point in pages of columns, oldest first. Columns differ from page to page where features came or went. */
export async function* featurePages(features: ClientCalls<typeof FeatureService>, query: FeatureQuery): AsyncGenerator<TableColumn[]> {
  const { ref, fromNs, toNs, point } = query;
  const asked = { ref: assetRefToWire(ref), point, fromNs, toNs, limit: PAGE, resolution: resolutionCodec.toWire(query.resolution) };
  let cursor = "";
  do {
    const page = await features.queryFeatures({ ...asked, cursor });
    const columns: TableColumn[] = [{ name: "time", values: page.timesNs.map((timeNs) => formatTimeNs(timeNs)) }];
    if (query.resolution === "raw") columns.push({ name: "acquisition", values: page.acquisitions });
    for (const { feature, values, min, mean, max, counts } of page.columns) {
      columns.push({ name: feature, values: values.map(present) });
      if (query.resolution === "raw") continue;
      columns.push({ name: `${feature}.min`, values: min.map(present) }, { name: `${feature}.mean`, values: mean.map(present) });
      columns.push({ name: `${feature}.max`, values: max.map(present) }, { name: `${feature}.count`, values: counts });
    }
    if (page.timesNs.length > 0) yield columns;
    cursor = page.nextCursor;
  } while (cursor !== "");
}

/** On the wire an absent value is NaN. */
function present(value: number): number | undefined {
  return Number.isNaN(value) ? undefined : value;
}
