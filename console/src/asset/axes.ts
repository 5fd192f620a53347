import type uPlot from "uplot";

const DAY = "\n{YYYY}-{MM}-{DD}";
const NEW_DAY = "\n{MM}-{DD}";
const DAY_S = 86_400;
/** Marks of a time axis as they are read everywhere. Of each: from which step on, the mark, and what stands below it where year, month, day or minute begin. */
const TIMES: uPlot.Axis.Values = [
  [365 * DAY_S, "{YYYY}", null, null, null, null, null, null, 1],
  [28 * DAY_S, "{YYYY}-{MM}", null, null, null, null, null, null, 1],
  [DAY_S, "{MM}-{DD}", "\n{YYYY}", null, null, null, null, null, 1],
  [60, "{HH}:{mm}", DAY, null, NEW_DAY, null, null, null, 1],
  [1, "{HH}:{mm}:{ss}", DAY, null, NEW_DAY, null, null, null, 1],
  [0.001, "{ss}.{fff}", `${DAY} {HH}:{mm}`, null, `${NEW_DAY} {HH}:{mm}`, null, "\n{HH}:{mm}", null, 1],
];

/** The times of a chart, as its legend tells them. */
export function timeColumn(label: string): uPlot.Series {
  return { label, value: "{YYYY}-{MM}-{DD} {HH}:{mm}:{ss}" };
}

/** Axes that can be read on a light and on a dark ground. */
export function axesIn(isDark: boolean, values?: uPlot.Axis.Values): uPlot.Axis[] {
  const [stroke, line] = isDark ? ["#a3b1b9", "#333e45"] : ["#5b6a72", "#e3e8eb"];
  const look = { stroke, grid: { stroke: line, width: 1 }, ticks: { stroke: line, width: 1 } };
  return [
    { ...look, values: TIMES },
    { ...look, size: 70, ...(values ? { values } : {}) },
  ];
}
