import type uPlot from "uplot";
import type { Mark } from "./marks.js";

const FONT_PX = 11;
/** Names closer than that to their neighbour are left out: the line is there, and zooming in brings the name. */
const LEAST_GAP_PX = 13;
const COLOURS = {
  light: { cursor: "#b42318", sideband: "#7c3aed", part: "#2563a8" },
  dark: { cursor: "#ff7875", sideband: "#c4a1ff", part: "#8ab8f0" },
};

/** Draws lines across the chart with their names at the top. */
export function drawMarks({ ctx, bbox, valToPos, scales }: uPlot, marks: readonly Mark[], isDark: boolean): void {
  const ratio = devicePixelRatio;
  const { min, max } = scales.x ?? {};
  if (typeof min !== "number" || typeof max !== "number") return;
  const inside = marks.filter(({ at }) => at >= min && at <= max).toSorted((a, b) => a.at - b.at);
  ctx.save();
  ctx.font = `${FONT_PX * ratio}px system-ui, sans-serif`;
  ctx.textAlign = "right";
  ctx.textBaseline = "bottom";
  ctx.lineWidth = ratio;
  let lastNamed = Number.NEGATIVE_INFINITY;
  for (const { at, name, look } of inside) {
    const x = Math.round(valToPos(at, "x", true));
    ctx.strokeStyle = ctx.fillStyle = COLOURS[isDark ? "dark" : "light"][look];
    ctx.setLineDash(look === "cursor" ? [] : [4 * ratio, 3 * ratio]);
    ctx.beginPath();
    ctx.moveTo(x, bbox.top);
    ctx.lineTo(x, bbox.top + bbox.height);
    ctx.stroke();
    if (x - lastNamed < LEAST_GAP_PX * ratio) continue;
    lastNamed = x;
    ctx.save();
    ctx.translate(x, bbox.top + 2 * ratio);
    ctx.rotate(-Math.PI / 2);
    ctx.fillText(name, 0, -ratio);
    ctx.restore();
  }
  ctx.restore();
}
