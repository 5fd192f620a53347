import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { openBundle } from "@phm/bundle";
import {
  type ClassScore,
  type DiagnosisScore,
  evaluateDiagnosis,
  finalFindings,
  labelledRecords,
  type ReliabilityRow,
} from "@phm/pipeline";

const COLUMNS = ["records", "first", "right", "wrong", "silent"] as const;
const NAME_WIDTH = 26;
const FIGURE_WIDTH = 9;

const cell = (value: string | number): string => String(value).padStart(FIGURE_WIDTH);

function classRow(row: ClassScore): string {
  const confused = Object.entries(row.confusedWith).map(([mode, count]) => `${mode} ${count}`);
  const point = row.pointKnown > 0 ? `${row.pointRight}/${row.pointKnown}` : "-";
  return `  ${row.failureMode.padEnd(NAME_WIDTH)}${COLUMNS.map((column) => cell(row[column])).join("")}${cell(point)}   ${confused.join(", ")}`;
}

function reliabilityRow({ from, to, hypotheses, right, meanConfidence }: ReliabilityRow): string {
  return `  ${`${from} to ${to}`.padEnd(NAME_WIDTH)}${cell(hypotheses)}${cell(right)}${cell((right / hypotheses).toFixed(2))}${cell(meanConfidence.toFixed(2))}`;
}

function text({ classes, soundBearings, reliability, baselines }: DiagnosisScore): string {
  const { bearingFaults, alwaysOuterRace, randomPart } = baselines;
  return [
    `  ${"label".padEnd(NAME_WIDTH)}${[...COLUMNS, "bearing"].map(cell).join("")}   first hypothesis instead`,
    ...classes.map(classRow),
    `Machines with sound bearings: ${soundBearings.records}, of a bearing accused: ${soundBearings.accused}.`,
    `Bearing faults: ${bearingFaults}. Without looking, "outer race" would be first on ${alwaysOuterRace}, a part at random on ${randomPart.toFixed(1)}.`,
    `  ${"confidence of the first".padEnd(NAME_WIDTH)}${["count", "right", "share", "said"].map(cell).join("")}`,
    ...reliability.map(reliabilityRow),
  ].join("\n");
}

/** Which fault is found in the records of a bundle, against the labels of its truth file, which nothing else reads. */
export async function evaluateDiagnosisCommand(path: string, { json }: { readonly json?: boolean }): Promise<void> {
  const bundle = await openBundle(path);
  const records = labelledRecords(JSON.parse(await readFile(join(path, "truth.json"), "utf8")));
  const configs = new Map(bundle.assets.map((config) => [config.ref.asset as string, config]));
  const score = evaluateDiagnosis(records, await finalFindings(bundle.acquisitions({}), configs));
  process.stdout.write(json ? `${JSON.stringify({ evaluation: "diagnosis", bundle: path, ...score })}\n` : `${text(score)}\n`);
}
