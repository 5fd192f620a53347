import type { PartFrequency } from "./bench-api.js";

/** A line that is drawn across a chart. */
export interface Mark {
  /** In the unit of the axis. */
  readonly at: number;
  readonly name: string;
  readonly look: "cursor" | "sideband" | "part";
}

/** What an analyst has set on a spectrum; in the unit of its axis. */
export interface SpectrumCursor {
  readonly at: number;
  /** 1: the line itself. */
  readonly harmonics: number;
  /** Distance of the sidebands; none without. */
  readonly spacing?: number;
  /** On each side. */
  readonly sidebands: number;
}

/** The cursor, its harmonics, and the sidebands of each. */
export function cursorMarks({ at, harmonics, spacing, sidebands }: SpectrumCursor): Mark[] {
  const marks: Mark[] = [];
  for (let n = 1; n <= harmonics; n++) {
    marks.push({ at: n * at, name: `${n}×`, look: "cursor" });
    if (spacing === undefined || spacing <= 0) continue;
    for (let k = 1; k <= sidebands; k++) {
      if (n * at - k * spacing > 0) marks.push({ at: n * at - k * spacing, name: `${n}× −${k}`, look: "sideband" });
      marks.push({ at: n * at + k * spacing, name: `${n}× +${k}`, look: "sideband" });
    }
  }
  return marks;
}

/** Where a part shows on an axis: Hz, orders (unit 1), or the time between two strokes (s). */
export function partAt({ frequencyHz, orderRatio }: PartFrequency, axisUnit: string): number {
  if (axisUnit === "1") return orderRatio;
  return axisUnit === "s" ? 1 / frequencyHz : frequencyHz;
}

/** Parts that concern a point: the bearing beside it where it has one, and everything that is not a bearing. */
export function partsOf(parts: readonly PartFrequency[], point: string): PartFrequency[] {
  const isBearing = ({ kind }: PartFrequency) => kind.startsWith("bearing_");
  const hasOwn = parts.some((part) => isBearing(part) && part.element === point);
  return parts.filter((part) => !isBearing(part) || !hasOwn || part.element === point);
}

/** The greatest value near a place, so that nobody must hit a line exactly. @returns where it lies; the place itself where nothing is near */
export function nearestPeak(x: ArrayLike<number>, y: ArrayLike<number | null | undefined>, at: number, reach: number): number {
  let best = at;
  let height = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < x.length; i++) {
    const value = y[i];
    const place = x[i] as number;
    if (value === null || value === undefined || Math.abs(place - at) > reach || value <= height) continue;
    [best, height] = [place, value];
  }
  return best;
}
