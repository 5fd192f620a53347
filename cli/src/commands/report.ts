import { toAnalysisLine } from "@phm/pipeline";
import { printAnalysis } from "../print/analysis.js";
import { analysisParts } from "../suite/analysis-parts.js";
import { ApiClient } from "../suite/api-client.js";

export interface ReportOptions {
  readonly api: string;
  readonly asset?: string;
  readonly json?: boolean;
}

/** Prints what a running suite says of its assets, in the form of `phm analyze`. */
export async function report({ api, asset, json }: ReportOptions): Promise<void> {
  const client = new ApiClient(api.replace(/\/+$/, ""));
  const assets = asset === undefined ? await client.assets() : [asset];
  for (const id of assets) printAnalysis(toAnalysisLine(await analysisParts(client, id)), json ?? false);
}
