// The slow tables of the IMS bearing tests: tickets of the trend watch, late start, and how much hangs on each constant.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Bearings that had failed when each test ended (J. Lee, H. Qiu, G. Yu, J. Lin, Rexnord Technical Services: the data set's read-me). */
const TESTS = [
  { file: "test1.json", failed: "3,4" },
  { file: "test2.json", failed: "1" },
];

/** One look at every table: with other constants, or at a part of the data. */
const look = (name, trend, tables) => ({ name, trend, tables });

/** @returns null where the tables are not on this machine */
export function slowTables(pipeline, folder) {
  if (!TESTS.every(({ file }) => existsSync(join(folder, file)))) return null;
  const tables = TESTS.map(({ file, failed }) => {
    const table = pipeline.parseTrendTable(JSON.parse(readFileSync(join(folder, file), "utf8")));
    return { table, failed: pipeline.failedMembers(table, failed) };
  });
  const thinned = tables.map(({ table, failed }) => ({ failed, table: { ...table, rows: table.rows.filter((_, i) => i % 3 === 0) } }));
  const looks = [
    ...pipeline.TREND_VARIANTS.map(({ name, trend }) => look(name, trend, tables)),
    look("every third row only", undefined, thinned),
  ];
  return {
    reports: tables.map(({ table, failed }) => ({ failed, report: pipeline.tableReport(table, { failed }) })),
    variants: looks.map(({ name, trend, tables: each }) => ({ name, verdicts: each.map((test) => verdictOf(pipeline, test, trend)) })),
    alone: tables.map((test) => alone(pipeline, test)),
    minLeadH: pipeline.MIN_TABLE_LEAD_H,
  };
}

function verdictOf(pipeline, { table, failed }, trend) {
  return pipeline.judgeTableTickets(pipeline.tableTickets(table, trend ? { trend } : {}), failed);
}

/** Each bearing as if it were the only one that is measured: nothing to compare with but its own past. */
function alone(pipeline, { table, failed }) {
  return table.members.map((member, i) => {
    const only = { ...table, members: [member], rows: table.rows.map(({ timeNs, levels }) => ({ timeNs, levels: [levels[i]] })) };
    const [ranked] = pipeline.rankMembers(pipeline.tableTickets(only));
    return { failed: failed.includes(member), ...ranked };
  });
}

/** What must hold of the tables. */
export function tableFaults({ reports }, movedShare) {
  return reports.flatMap(({ report }) => {
    const faults = report.verdict.ok ? [] : [`${report.table}: a failed bearing was not ordered in time and first on its shaft`];
    const largest = Math.max(...Object.values(report.lateStart.movedShares));
    if (!(largest < movedShare))
      faults.push(`${report.table}: a late start moved an order by ${(100 * largest).toFixed(1)} % of the table`);
    return faults;
  });
}
