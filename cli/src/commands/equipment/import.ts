import { createReadStream } from "node:fs";
import { userInfo } from "node:os";
import { type ImportReportMessage, tableFormatCodec } from "@phm/contracts";
import { InvalidValue } from "@phm/domain";
import { problemLine } from "../../problem-line.js";
import { checkReadable } from "../../readable-file.js";
import { type EquipmentOptions, formatOf, placeOf, withEquipment } from "./equipment-client.js";

export interface ImportEquipmentOptions extends EquipmentOptions {
  readonly dryRun?: boolean;
  readonly actor?: string;
  readonly note: string;
  readonly json?: boolean;
}

/** Takes a table into the register of a running suite and prints the report. Fails where a row was refused. */
export async function importEquipment(file: string, options: ImportEquipmentOptions): Promise<void> {
  const { dryRun = false, actor = userInfo().username, note, json } = options;
  await checkReadable(file);
  const header = { ...placeOf(options), format: tableFormatCodec.toWire(formatOf(options, file)), dryRun, actor, note };
  const { report } = await withEquipment(options, (equipment) => equipment.importEquipment(partsOf(header, file)));
  if (!report) throw new InvalidValue("report", undefined, "present");
  const { $typeName: _, $unknown: __, problems, ...counts } = report;
  const plain = problems.map(({ line, column, value, reason, limit }) => ({ line, column, value, reason, limit }));
  process.stdout.write(json ? `${JSON.stringify({ ...counts, problems: plain })}\n` : reportLines(report));
  if (report.problemCount > 0) process.exitCode = 1;
}

async function* partsOf<Header>(header: Header, file: string) {
  yield { part: { case: "header" as const, value: header } };
  for await (const chunk of createReadStream(file)) yield { part: { case: "chunk" as const, value: chunk as Uint8Array } };
}

function reportLines(report: ImportReportMessage): string {
  const { dryRun, rows, created, changed, unchanged, refused, problems, problemCount } = report;
  const counts = `${rows} rows: ${created} created, ${changed} changed, ${unchanged} unchanged, ${refused} refused`;
  const untold = problemCount > problems.length ? [`and ${problemCount - problems.length} more`] : [];
  return [dryRun ? `Dry run, nothing was changed. ${counts}` : counts, ...problems.map(problemLine), ...untold, ""].join("\n");
}
