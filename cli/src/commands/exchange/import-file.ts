import { ExchangeService, PastOrderService } from "@phm/contracts";
import { InvalidValue, organisationId, siteId } from "@phm/domain";
import { parseFileMapping } from "@phm/exchange-files";
import { createClient } from "@phm/service-kit";
import { checkReadable } from "../../readable-file.js";
import { chunksOf, mappingText } from "./exchange-file.js";
import { printReport } from "./exchange-report.js";

export interface ImportFileOptions {
  readonly mapping: string;
  readonly workorders: string;
  readonly organisation: string;
  readonly site: string;
  readonly system?: string;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

interface ImportHeader {
  readonly organisation: string;
  readonly site: string;
  readonly mapping: string;
  readonly dryRun: boolean;
}

/** Takes the records of a file into a running suite and prints the report. Fails where a row was refused. */
export async function importFile(file: string, options: ImportFileOptions): Promise<void> {
  const { mapping, organisation, site, dryRun = false, json } = options;
  await checkReadable(file);
  const { name, text } = await mappingText(mapping);
  // Here, so that what is wrong with it is told under its own name.
  const { kind } = parseFileMapping(name, text);
  const header = { organisation: organisationId(organisation), site: siteId(site), mapping: text, dryRun };
  const { problems, unmapped = [], ...counts } = await (kind.name === "locations" ? takeLocations : takePastOrders)(file, header, options);
  const plain = {
    problems: problems.map(({ line, column, value, reason, limit }) => ({ line, column, value, reason, limit })),
    unmapped: unmapped.map(({ field, value, count }) => ({ field, value, count })),
  };
  const { rows, taken, unchanged, passedOver, refused, problemCount } = counts;
  const report = { rows, taken, unchanged, passedOver, refused, problemCount, ...plain };
  printReport(report, dryRun ? "Dry run, nothing was changed. " : "", json);
}

type Report = Awaited<ReturnType<typeof takePastOrders>>;

async function takePastOrders(file: string, header: ImportHeader, { workorders }: ImportFileOptions) {
  const client = createClient(PastOrderService, workorders);
  try {
    return await client.call.importPastOrders(partsOf(header, file));
  } finally {
    client.close();
  }
}

async function takeLocations(
  file: string,
  header: ImportHeader,
  { workorders, system }: ImportFileOptions,
): Promise<Omit<Report, "$typeName" | "unmapped"> & { unmapped?: Report["unmapped"] }> {
  if (system === undefined) throw new InvalidValue("--system", undefined, "the id of a connected system");
  const client = createClient(ExchangeService, workorders);
  try {
    const { $typeName: _, ...report } = await client.call.importLocations(partsOf({ ...header, system }, file));
    return report;
  } finally {
    client.close();
  }
}

async function* partsOf<Header>(header: Header, file: string) {
  yield { part: { case: "header" as const, value: header } };
  for await (const chunk of chunksOf(file)) yield { part: { case: "chunk" as const, value: chunk } };
}
