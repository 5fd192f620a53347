// The section "Slow tables" of docs/evaluation-rul.md.
import { table } from "./markdown-table.mjs";

const hours = (leadH) => (leadH === undefined ? "none" : `${Math.round(leadH)} h`);
const percent = (share) => `${(100 * share).toFixed(1)} %`;
const listed = (rows) =>
  rows.length === 0 ? "none" : rows.map(({ member, leadsH }) => `${member} at ${leadsH.map(hours).join(", ")}`).join("; ");

function memberRows({ failed, report }) {
  return report.members.map(({ member, watchLeadH, orderLeadH, watches, orders }) => [
    report.table,
    member,
    failed.includes(member) ? "failed" : "sound",
    hours(watchLeadH),
    watches,
    hours(orderLeadH),
    orders,
    percent(report.lateStart.movedShares[member]),
  ]);
}

function variantRow({ name, verdicts }) {
  const leads = (verdict) => verdict.failed.map(({ member, orderLeadH }) => `${member}: ${hours(orderLeadH)}`).join("; ");
  const falseOnes = (kind) => verdicts.map((verdict) => listed(verdict[kind])).join(" / ");
  return [name, ...verdicts.map(leads), falseOnes("falseOrders"), falseOnes("falseWatches"), verdicts.every(({ ok }) => ok) ? "yes" : "no"];
}

export function slowTablesSection({ reports, variants, alone, minLeadH }) {
  const standstill = reports.map(({ report }) => `${report.table}: ${report.standstillRows}`).join(", ");
  const heads = reports.map(({ report }) => report.table);
  return `## Slow tables

Mean levels of four bearings on one shaft, a row each 10 minutes for weeks (IMS bearing tests; J. Lee, H. Qiu, G. Yu, J. Lin, Rexnord Technical
Services, 2007). \`phm evaluate tickets TABLE.json --failed 3,4\` gives the same. A bearing is held against the others of its shaft and against the
quietest of its own last seven days of running, so load, speed and temperature cancel. **The method and its constants were chosen while looking at
these two tests: this is not a blind figure**, and two tests with three failed bearings and five sound ones are few. What must hold: each failed bearing
has its first order at least ${minLeadH} h before the end, and before any order of a sound one. Hours are before the last row at which the rig ran; rows
after it had stopped are found and left out (${standstill}). "Moved" is the share of the table by which the first order moves when
the first ${percent(reports[0].report.lateStart.share)} was never looked at.

${table(["test", "bearing", "at the end", "first watch", "watches", "first order", "orders", "moved"], reports.flatMap(memberRows))}

How much hangs on each constant (first orders of the failed bearings; false tickets by test, hours before the end):

${table(["what is changed", ...heads, "false orders", "false watches", "held"], variants.map(variantRow))}

What it cannot do, in plain words: damage that all bearings of a shaft share moves all of them and is not seen here, that is what absolute limits are
for. A bearing whose rise stays below four tenths of its neighbour's (in logarithms) is taken for an echo of it. A rise that grows only across stops is taken for
set-up up to its limit. Without neighbours a rise must be far larger to stand out from load and speed; each bearing alone:

${table(
  ["test", "bearing", "at the end", "first watch", "first order"],
  alone.flatMap((members, i) =>
    members.map(({ member, failed, watchLeadH, orderLeadH }) => [
      heads[i],
      member,
      failed ? "failed" : "sound",
      hours(watchLeadH),
      hours(orderLeadH),
    ]),
  ),
)}
`;
}
