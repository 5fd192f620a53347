// docs/conformance.md from the rows of packages/dsp/test/conformance.test.ts.
import { table } from "./markdown-table.mjs";

/** One entry a function, by name: its cases, its worst deviation and the limit that comes closest to being broken. */
export function functionRows({ areas }) {
  const names = [...new Set(areas.flatMap(({ rows }) => rows.map((row) => row.function)))].sort((a, b) => (a < b ? -1 : 1));
  return names.map((name) => {
    const own = areas.flatMap(({ area, rows }) => rows.filter((row) => row.function === name).map((row) => ({ area, ...row })));
    // What is infinite or no number has become null in JSON: it is worse than anything.
    const excess = ({ deviation, limit }) => (deviation === null ? Number.POSITIVE_INFINITY : deviation / limit);
    const closest = own.reduce((a, b) => (excess(b) > excess(a) ? b : a));
    return {
      name,
      areas: [...new Set(own.map(({ area }) => area))],
      cases: own.length,
      worst: closest.deviation ?? Number.POSITIVE_INFINITY,
      limit: closest.limit,
      kept: excess(closest) <= 1,
    };
  });
}

/**
 * Rounded up to a power of ten, so that the page is the same on every machine; "exact" below what float64 can tell.
 * Example: 3.2e-7 -> "< 1e-6".
 */
export function roundedUp(deviation) {
  if (!Number.isFinite(deviation)) return "no number";
  return deviation < 1e-12 ? "exact" : `< 1e${Math.floor(Math.log10(deviation)) + 1}`;
}

/** The report as a page. */
export function conformancePage(report) {
  const rows = functionRows(report);
  return `# Conformance of the signal processing

Written by \`npm run check:conformance -- --write\`; do not edit. Every function of \`packages/dsp\` that computes something is held against an
independent implementation in float64. The scripts \`conformance/dsp/<area>.py\` made the reference values with the versions below; the tests need no
Python. The deviation is the largest |ours - reference| over the largest |reference| of a case (a case says so where it is relative to something
else), rounded up to a power of ten; shown is the case that comes closest to its limit. The limit of a float32 kernel is 1e-5. The check also puts
a deviation of 5 % into each reference and fails unless that is reported for every function.

${table(
  ["function", "area", "cases", "largest deviation", "limit"],
  rows.map(({ name, areas, cases, worst, limit }) => [`\`${name}\``, areas.join(", "), cases, roundedUp(worst), limit.toExponential()]),
)}

## Held against nothing, and why

${table(
  ["function", "reason"],
  Object.entries(report.exemptions)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, reason]) => [`\`${name}\``, reason]),
)}

## Versions of the references

${table(
  ["area", "made by", "versions"],
  report.areas.map(({ area, madeBy, versions }) => [
    area,
    `\`${madeBy}\``,
    Object.entries(versions)
      .map(([name, version]) => `${name} ${version}`)
      .join(", "),
  ]),
)}
`;
}
