import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { afterAll, describe, expect, test } from "@jest/globals";
import * as dsp from "../src/index.js";
import type { ConformanceRow } from "./conformance/conformance-row.js";
import { EXEMPTIONS } from "./conformance/exemptions.js";
import type { GoldenFile } from "./conformance/golden-file.js";

interface Area {
  readonly name: string;
  readonly golden: GoldenFile;
  readonly rows: (golden: GoldenFile) => readonly ConformanceRow[];
}

const GOLDEN_FOLDER = new URL("../../../conformance/dsp/", import.meta.url);
/** Where `npm run check:conformance` wants the rows. */
const REPORT = process.env.PHM_CONFORMANCE_REPORT;
const PLANTED_RATIO = 0.05;

/** Found by their golden files, so that none can be forgotten. */
async function* goldenAreas(): AsyncIterable<Area> {
  for (const file of readdirSync(GOLDEN_FOLDER).sort()) {
    if (!file.endsWith(".json")) continue;
    const name = file.slice(0, -".json".length);
    const golden = JSON.parse(readFileSync(new URL(file, GOLDEN_FOLDER), "utf8")) as GoldenFile;
    // One after the other: jest cannot link modules that share an import at the same time.
    const { rows } = (await import(`./conformance/${name}.js`)) as Pick<Area, "rows">;
    yield { name, golden, rows };
  }
}

const areas: Area[] = [];
for await (const area of goldenAreas()) areas.push(area);
const measured = areas.map(({ name, golden, rows }) => ({
  area: name,
  madeBy: golden.madeBy,
  versions: golden.versions,
  rows: rows(golden),
}));
const functions = Object.entries(dsp)
  .filter(([, value]) => typeof value === "function")
  .map(([name]) => name);

const isOver = ({ deviation, limit }: ConformanceRow) => !(deviation <= limit);

/** The golden values with every fraction in what is expected 5 % off; whole numbers may be counts and stay. */
function planted(golden: GoldenFile): GoldenFile {
  const shift = (_: string, value: unknown) =>
    typeof value === "number" && !Number.isInteger(value) ? value * (1 + PLANTED_RATIO) : value;
  return { ...golden, cases: golden.cases.map((one) => ({ ...one, expected: JSON.parse(JSON.stringify(one.expected), shift) })) };
}

/** By area, the functions of which a row is over its limit when the reference is off. */
const reportedWhenPlanted = new Map(
  areas.map((area) => {
    const reported = area.rows(planted(area.golden)).filter(isOver);
    return [area.name, [...new Set(reported.map((row) => row.function))].sort()];
  }),
);

describe.each(measured)("against the independent implementation: $area", ({ rows }) => {
  test.each(rows.map((row) => [row.function, row.case, row] as const))("%s keeps its limit on %s", (_function, _case, row) => {
    expect(row.deviation).toBeLessThanOrEqual(row.limit);
  });
});

describe("the table is whole", () => {
  const covered = new Set(measured.flatMap(({ rows }) => rows.map((row) => row.function)));

  test("every function is held against another implementation or says why not", () => {
    expect(functions.filter((name) => !covered.has(name) && !Object.hasOwn(EXEMPTIONS, name))).toEqual([]);
  });

  test("every row and every exemption is of a function that exists, and no function has both", () => {
    expect([...covered, ...Object.keys(EXEMPTIONS)].filter((name) => !functions.includes(name))).toEqual([]);
    expect(Object.keys(EXEMPTIONS).filter((name) => covered.has(name))).toEqual([]);
  });

  test("a limit is a promise that means something", () => {
    expect(measured.flatMap(({ rows }) => rows).filter(({ limit }) => !(limit > 0 && limit < PLANTED_RATIO))).toEqual([]);
  });
});

describe("a deviation of 5 % that is planted in the reference is reported", () => {
  test.each(areas)("for every function of $name", ({ name, golden }) => {
    const expected = [...new Set(golden.cases.map((one) => one.function))].sort();
    expect(reportedWhenPlanted.get(name)).toEqual(expected);
  });
});

afterAll(() => {
  if (REPORT === undefined) return;
  const plantedReported = [...reportedWhenPlanted].map(([area, names]) => ({ area, functions: names }));
  writeFileSync(REPORT, JSON.stringify({ areas: measured, functions, exemptions: EXEMPTIONS, plantedReported }));
});
