import { useMemo, useRef } from "react";
import type uPlot from "uplot";
import { axesIn } from "../asset/axes.js";
import { Chart } from "../shell/chart.js";
import { type Language, useSettings } from "../shell/settings.js";
import { whenIn } from "../shell/when.js";
import type { Range, Waterfall } from "./bench-api.js";
import { inDecibels } from "./decibel.js";
import { figure } from "./figure.js";
import { heatColour, heatImage } from "./heat-image.js";

const HEIGHT_PX = 420;
/** Of the values, in dB below the highest: less than that is background. */
const SPAN_DB = 60;
const LEGEND_STEPS = 12;

interface Props {
  readonly data: Waterfall;
  readonly onZoom: (range: Range) => void;
  readonly label: string;
}

/** Amplitude as colour over frequency and time, newest at the top. Axes and zoom are the chart's, the picture lies behind them. */
export function HeatMap({ data, onZoom, label }: Props) {
  const { isDark, language, texts } = useSettings();
  const reading = useRef<HTMLOutputElement>(null);
  const { rows, highest } = useMemo(() => decibelRows(data), [data]);
  const options = useMemo((): Omit<uPlot.Options, "width" | "height"> => {
    const image = heatImage(rows, [highest - SPAN_DB, highest]);
    const [x = {}, y = {}] = axesIn(isDark);
    const { values: _times, ...across } = x;
    const says = (chart: uPlot) => {
      if (reading.current) reading.current.textContent = readingOf(chart, data, language);
    };
    return {
      legend: { show: false },
      scales: { x: { time: false }, y: { range: [0, rows.length], dir: -1 } },
      series: [{}, { show: false }],
      axes: [
        { ...across, grid: { show: false }, label: `${texts.bench.axis.frequency} (Hz)`, labelSize: 22 },
        { ...y, grid: { show: false }, size: 150, values: (_chart, places) => places.map((place) => timeAt(data, place, language)) },
      ],
      cursor: { drag: { x: true, y: false, setScale: false }, points: { show: false } },
      hooks: { drawClear: [(chart) => drawBehind(chart, image)], setSelect: [(chart) => selected(chart, onZoom)], setCursor: [says] },
    };
  }, [rows, highest, data, isDark, language, texts, onZoom]);
  const columns = useMemo((): uPlot.AlignedData => {
    const x = (rows[0] ?? []).map((_, i) => data.axisStartHz + i * data.axisStepHz);
    return [x, x.map(() => 0)];
  }, [rows, data]);
  return (
    <>
      <Chart options={options} data={columns} heightPx={HEIGHT_PX} label={label} />
      <p className="heat-legend">
        <span>{`${figure(highest - SPAN_DB)} dB`}</span>
        <span className="heat-colours" aria-hidden>
          {Array.from({ length: LEGEND_STEPS }, (_, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a colour's place is its key
            <i key={i} style={{ background: `rgb(${heatColour(i / (LEGEND_STEPS - 1)).join(",")})` }} />
          ))}
        </span>
        <span>{`${figure(highest)} dB re 1 ${data.unit ?? ""}`}</span> <output ref={reading} />
      </p>
    </>
  );
}

function decibelRows({ rows }: Waterfall) {
  const inDb = rows
    .toSorted((a, b) => (a.time < b.time ? 1 : -1))
    .map(({ values }) => values.map((value) => (value === null ? null : (inDecibels([value], false)[0] as number))));
  let highest = Number.NEGATIVE_INFINITY;
  for (const row of inDb) for (const value of row) if (value !== null && value > highest) highest = value;
  return { rows: inDb, highest };
}

function drawBehind({ ctx, bbox: { left, top, width, height } }: uPlot, image: HTMLCanvasElement): void {
  ctx.imageSmoothingEnabled = false;
  ctx.drawImage(image, left, top, width, height);
}

const newestFirst = ({ rows }: Waterfall) => rows.toSorted((a, b) => (a.time < b.time ? 1 : -1));

function timeAt(data: Waterfall, place: number, language: Language): string {
  const row = newestFirst(data)[Math.floor(place)];
  return Number.isInteger(place) && row ? whenIn(language, row.time) : "";
}

function readingOf(chart: uPlot, data: Waterfall, language: Language): string {
  const { left = -1, top = -1 } = chart.cursor;
  if (left < 0 || top < 0) return "";
  const row = newestFirst(data)[Math.floor(chart.posToVal(top, "y"))];
  const hz = chart.posToVal(left, "x");
  const value = row?.values[Math.round((hz - data.axisStartHz) / data.axisStepHz)];
  if (!row || value === null || value === undefined) return "";
  return `${whenIn(language, row.time)} · ${figure(hz)} Hz · ${figure(value)} ${data.unit ?? ""}`;
}

function selected(chart: uPlot, onZoom: Props["onZoom"]): void {
  const { left, width } = chart.select;
  if (width <= 0) return;
  const [from, to] = [chart.posToVal(left, "x"), chart.posToVal(left + width, "x")];
  chart.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
  onZoom({ from: Math.max(0, from), to });
}
