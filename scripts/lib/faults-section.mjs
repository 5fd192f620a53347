import { readFileSync, writeFileSync } from "node:fs";
import { table } from "./markdown-table.mjs";

const BEGIN = "<!-- faults: written by npm run check:faults -- --long --write -->";
const END = "<!-- end of faults -->";

/** Puts what was survived into the page, between its two marks. */
export function writeFaultsSection(file, { seed, long, kinds, planted, plantedFound }) {
  const page = readFileSync(file, "utf8");
  const [begin, end] = [page.indexOf(BEGIN), page.indexOf(END)];
  if (begin < 0 || end < begin) throw new Error(`${file} has no place for the table of faults`);
  const rows = kinds.map(({ kind, runs, faults, survived, skipped }) => [kind, skipped ?? faults, skipped ? "" : `${survived} of ${runs}`]);
  const form = long ? " --long" : "";
  const bug =
    planted === undefined ? "" : `\nPlanted bug "${planted}": ${plantedFound ? "found" : "NOT found"} by kills of features, ten a run.\n`;
  const section = `${BEGIN}
Seed ${seed}: \`npm run check:faults --${form} --seed ${seed}\` strikes the same again.

${table(["kind", "faults", "runs that ended as the undisturbed one"], rows)}
${bug}`;
  writeFileSync(file, page.slice(0, begin) + section + page.slice(end));
}
