import type uPlot from "uplot";
import type { Happening } from "./happenings.js";

const S_PER_MS = 1 / 1_000;
const STRIP_PX = 6;
const HATCH_PX = 6;
const COLOURS = {
  gap: ["#7a8790", "#7a8790"],
  sensor_fault: ["#6d3fb0", "#c4a1ff"],
  alarm: ["#b42318", "#ff7875"],
  order: ["#2563a8", "#8ab8f0"],
  repair: ["#1a7f37", "#5dd37f"],
} as const;

/** The colour of what has happened, on a light or a dark ground. */
export const happeningColour = (kind: Happening["kind"], isDark: boolean): string => COLOURS[kind][isDark ? 1 : 0];

/** Gaps and sensor faults over the whole height, alarms and orders as strips at the bottom, repairs as lines. */
export function drawHappenings(chart: uPlot, happenings: readonly Happening[], isDark: boolean): void {
  const { ctx, bbox } = chart;
  const ratio = devicePixelRatio;
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  for (const { kind, from, to } of happenings) {
    const start = chart.valToPos(Date.parse(from) * S_PER_MS, "x", true);
    const end = to === undefined ? bbox.left + bbox.width : chart.valToPos(Date.parse(to) * S_PER_MS, "x", true);
    const width = Math.max(ratio, end - start);
    ctx.fillStyle = ctx.strokeStyle = happeningColour(kind, isDark);
    const bottom = bbox.top + bbox.height;
    if (kind === "gap" || kind === "sensor_fault") hatch(ctx, start, bbox.top, width, bbox.height, ratio);
    else if (kind === "repair") ctx.fillRect(start - ratio, bbox.top, 2 * ratio, bbox.height);
    else ctx.fillRect(start, bottom - (kind === "order" ? 1 : 2) * STRIP_PX * ratio, width, (STRIP_PX - 1) * ratio);
  }
  ctx.restore();
}

/** Slanted lines: to be told from a shade without seeing colours. */
function hatch(ctx: CanvasRenderingContext2D, left: number, top: number, width: number, height: number, ratio: number): void {
  ctx.save();
  ctx.beginPath();
  ctx.rect(left, top, width, height);
  ctx.clip();
  ctx.globalAlpha = 0.5;
  ctx.lineWidth = ratio;
  ctx.beginPath();
  for (let x = left - height; x < left + width; x += HATCH_PX * ratio) {
    ctx.moveTo(x, top + height);
    ctx.lineTo(x + height, top);
  }
  ctx.stroke();
  ctx.restore();
}

/** Levels across the chart, such as where a zone ends, with their names at the right edge. */
export function drawLevels(
  { ctx, bbox, valToPos, scales }: uPlot,
  levels: readonly { readonly at: number; readonly name: string; readonly colour: string }[],
): void {
  const { min, max } = scales.y ?? {};
  if (typeof min !== "number" || typeof max !== "number") return;
  const ratio = devicePixelRatio;
  ctx.save();
  ctx.font = `${11 * ratio}px system-ui, sans-serif`;
  ctx.textAlign = "right";
  ctx.textBaseline = "bottom";
  ctx.setLineDash([6 * ratio, 4 * ratio]);
  ctx.lineWidth = ratio;
  for (const { at, name, colour } of levels) {
    if (at < min || at > max) continue;
    const y = valToPos(at, "y", true);
    ctx.strokeStyle = ctx.fillStyle = colour;
    ctx.beginPath();
    ctx.moveTo(bbox.left, y);
    ctx.lineTo(bbox.left + bbox.width, y);
    ctx.stroke();
    ctx.fillText(name, bbox.left + bbox.width - 4 * ratio, y - 2 * ratio);
  }
  ctx.restore();
}
