import { userInfo } from "node:os";
import { BillService, CustomerService, EquipmentService, ExchangeService, PartService, PastOrderService } from "@phm/contracts";
import { InvalidValue, organisationId, siteId } from "@phm/domain";
import { type FileMapping, type FileRecord, parseFileMapping, readRecords } from "@phm/exchange-files";
import { createClient } from "@phm/service-kit";
import { checkReadable } from "../../readable-file.js";
import { chunksOf, mappingText } from "./exchange-file.js";
import { type ExchangeReport, printReport } from "./exchange-report.js";
import { takeBills } from "./take-bills.js";
import { takeCustomers } from "./take-customers.js";
import { type TakenRecords, type Taking, takeParts } from "./take-parts.js";
import { takeQuality } from "./take-quality.js";

export interface ImportFileOptions {
  readonly mapping: string;
  readonly workorders: string;
  readonly organisation: string;
  readonly site: string;
  readonly system?: string;
  readonly actor?: string;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

/** A file to take, with its mapping. */
interface Import extends ImportFileOptions {
  readonly file: string;
  readonly mappingText: string;
  readonly parsed: FileMapping;
}

/** Hands a file over, as the kind of its records needs it. */
const TAKERS: Readonly<Record<string, (given: Import) => Promise<ExchangeReport>>> = {
  "work-orders": takePastOrders,
  locations: takeLocations,
  parts: takePartsOrStock,
  stock: takePartsOrStock,
  bills: takeBillsOfMaterials,
  customers: takeCustomerRecords,
  quality: takeFindings,
};

/** Takes the records of a file into a running suite and prints the report. Fails where a row was refused. */
export async function importFile(file: string, options: ImportFileOptions): Promise<void> {
  await checkReadable(file);
  const { name, text } = await mappingText(options.mapping);
  // Here, so that what is wrong with it is told under its own name.
  const parsed = parseFileMapping(name, text);
  const take = TAKERS[parsed.kind.name];
  if (!take) throw new InvalidValue(`${name}: kind`, parsed.kind.name, `one of ${Object.keys(TAKERS).join(", ")}`);
  const report = await take({ ...options, file, mappingText: text, parsed });
  printReport(report, options.dryRun ? "Dry run, nothing was changed. " : "", options.json);
}

async function takePastOrders({ workorders, ...given }: Import): Promise<ExchangeReport> {
  const client = createClient(PastOrderService, workorders);
  try {
    const { unmapped, ...report } = await client.call.importPastOrders(partsOf(headerOf(given), given.file));
    return { ...told(report), unmapped: unmapped.map(({ field, value, count }) => ({ field, value, count })) };
  } finally {
    client.close();
  }
}

async function takeLocations({ workorders, system, ...given }: Import): Promise<ExchangeReport> {
  if (system === undefined) throw new InvalidValue("--system", undefined, "the id of a connected system");
  const client = createClient(ExchangeService, workorders);
  try {
    return told(await client.call.importLocations(partsOf({ ...headerOf(given), system }, given.file)));
  } finally {
    client.close();
  }
}

async function takePartsOrStock(given: Import): Promise<ExchangeReport> {
  const client = createClient(PartService, given.workorders);
  try {
    return await readHere(given, (records, taking) => takeParts(given.parsed.kind.name, records, taking, client.call));
  } finally {
    client.close();
  }
}

async function takeFindings(given: Import): Promise<ExchangeReport> {
  const client = createClient(EquipmentService, given.workorders);
  try {
    return await readHere(given, (records, taking) => takeQuality(records, taking, client.call));
  } finally {
    client.close();
  }
}

async function takeBillsOfMaterials(given: Import): Promise<ExchangeReport> {
  const client = createClient(BillService, given.workorders);
  try {
    return await readHere(given, (records, taking) => takeBills(records, taking, client.call));
  } finally {
    client.close();
  }
}

async function takeCustomerRecords(given: Import): Promise<ExchangeReport> {
  const client = createClient(CustomerService, given.workorders);
  try {
    return await readHere(given, (records, taking) => takeCustomers(records, taking, client.call));
  } finally {
    client.close();
  }
}

type TakeRecords = (records: readonly FileRecord[], taking: Taking) => Promise<TakenRecords>;

/** What is little, and has calls of its own, is read here and handed over one by one. */
async function readHere({ file, parsed, actor = userInfo().username, ...given }: Import, take: TakeRecords): Promise<ExchangeReport> {
  const { records, rows, passedOver, problems, unmapped } = await readRecords(chunksOf(file), parsed);
  const { organisation, site, dryRun } = headerOf(given);
  const { taken, unchanged, ...done } = await take(records, {
    place: { organisation, site },
    actor,
    dryRun,
    isWhole: problems.length === 0,
  });
  const all = [...problems, ...done.problems].sort((a, b) => a.line - b.line);
  const refused = rows - passedOver - taken - unchanged;
  return { rows, taken, unchanged, passedOver, refused, problems: all, problemCount: all.length, unmapped };
}

function headerOf({
  organisation,
  site,
  mappingText: mapping,
  dryRun = false,
}: Pick<Import, "organisation" | "site" | "mappingText" | "dryRun">) {
  return { organisation: organisationId(organisation), site: siteId(site), mapping, dryRun };
}

/** A report without what messages have beside their fields. */
function told({ rows, taken, unchanged, passedOver, refused, problemCount, problems }: Omit<ExchangeReport, "unmapped">): ExchangeReport {
  const plain = problems.map(({ line, column, value, reason, limit }) => ({ line, column, value, reason, limit }));
  return {
    rows,
    taken,
    ...(unchanged === undefined ? {} : { unchanged }),
    passedOver,
    refused,
    problemCount,
    problems: plain,
    unmapped: [],
  };
}

async function* partsOf<Header>(header: Header, file: string) {
  yield { part: { case: "header" as const, value: header } };
  for await (const chunk of chunksOf(file)) yield { part: { case: "chunk" as const, value: chunk } };
}
