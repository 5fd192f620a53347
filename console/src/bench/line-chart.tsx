import { useMemo } from "react";
import uPlot from "uplot";
import { axesIn } from "../asset/axes.js";
import { Chart } from "../shell/chart.js";
import { useSettings } from "../shell/settings.js";
import type { Range } from "./bench-api.js";
import { drawMarks } from "./draw-marks.js";
import { figure } from "./figure.js";
import { type Mark, nearestPeak } from "./marks.js";

export interface Line {
  readonly name: string;
  readonly x: number[];
  readonly y: (number | null)[];
}

interface Props {
  /** What is looked at first, what it is compared with second. */
  readonly lines: readonly Line[];
  readonly axis: { readonly name: string; readonly unit: string };
  readonly unit: string;
  readonly marks?: readonly Mark[];
  /** Called with what was drawn across with the pointer. */
  readonly onZoom: (range: Range) => void;
  /** Called with the place of the highest value near a click. */
  readonly onPick?: (at: number) => void;
  readonly label: string;
}

const HEIGHT_PX = 380;
/** How far beside a line a click may be. */
const REACH_PX = 6;
const LINE_COLOURS = { light: ["#0f766e", "#b45309"], dark: ["#5ad1b4", "#f59e0b"] };

/** Lines over an axis that is not time: drag to zoom in, click to set the cursor. */
export function LineChart({ lines, axis, unit, marks = [], onZoom, onPick, label }: Props) {
  const { isDark } = useSettings();
  const names = lines.map(({ name }) => name).join("\n");
  const options = useMemo((): Omit<uPlot.Options, "width" | "height"> => {
    const value = (of: string) => (_chart: uPlot, at: number | null) => (at === null ? "—" : `${figure(at)} ${of}`);
    const colours = LINE_COLOURS[isDark ? "dark" : "light"];
    return {
      scales: { x: { time: false } },
      series: [
        { label: axis.name, value: value(axis.unit) },
        ...names.split("\n").map(
          (name, i): uPlot.Series => ({
            ...{ label: name, width: 1, spanGaps: true, points: { show: false }, value: value(unit) },
            ...{ stroke: colours[i] ?? colours[0] },
          }),
        ),
      ],
      axes: axesOf(isDark, axis, unit),
      cursor: { drag: { x: true, y: false, setScale: false } },
      hooks: {
        draw: [(chart) => drawMarks(chart, marks, isDark)],
        setSelect: [(chart) => selected(chart, onZoom)],
        ready: [(chart) => onPick && chart.over.addEventListener("click", () => onPick(picked(chart)))],
      },
    };
  }, [isDark, names, axis, unit, marks, onZoom, onPick]);
  const data = useMemo(
    () =>
      lines.length === 1
        ? ([lines[0]?.x ?? [], lines[0]?.y ?? []] as uPlot.AlignedData)
        : uPlot.join(lines.map(({ x, y }) => [x, y] as uPlot.AlignedData)),
    [lines],
  );
  return <Chart options={options} data={data} heightPx={HEIGHT_PX} label={label} />;
}

function axesOf(isDark: boolean, axis: Props["axis"], unit: string): uPlot.Axis[] {
  const [x = {}, y = {}] = axesIn(isDark);
  const { values: _times, ...across } = x;
  return [
    { ...across, label: `${axis.name} (${axis.unit})`, labelSize: 22 },
    { ...y, label: unit, labelSize: 22 },
  ];
}

function selected(chart: uPlot, onZoom: Props["onZoom"]): void {
  const { left, width } = chart.select;
  if (width <= 0) return;
  const [from, to] = [chart.posToVal(left, "x"), chart.posToVal(left + width, "x")];
  chart.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
  onZoom({ from: Math.max(0, from), to });
}

function picked(chart: uPlot): number {
  const left = chart.cursor.left ?? 0;
  const reach = chart.posToVal(left + REACH_PX, "x") - chart.posToVal(left, "x");
  return nearestPeak(chart.data[0], chart.data[1] ?? [], chart.posToVal(left, "x"), reach);
}
