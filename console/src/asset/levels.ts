import type { AssetDetail } from "./asset-api.js";

/** A level that a feature is read against. */
export interface Level {
  readonly at: number;
  readonly kind: "A/B" | "B/C" | "C/D" | "usual";
}

const ENDS = ["A/B", "B/C", "C/D"] as const;

/** Where the zones of ISO 20816-3 end for a feature of a point; nothing for one that the standard does not evaluate. */
export function zoneLevels({ zoneLimits, points }: AssetDetail, point: string, feature: string): Level[] {
  const quantity = points.find(({ id }) => id === point)?.quantity;
  const isVelocity = feature === "velocityRmsMmPerS" || (feature === "rms" && quantity === "velocity");
  const isDisplacement = feature === "rms" && quantity === "displacement";
  const limits = isVelocity ? zoneLimits?.velocityRmsMmPerS : isDisplacement ? zoneLimits?.displacementRmsUm : undefined;
  return (limits ?? []).map((at, i) => ({ at, kind: ENDS[i] as Level["kind"] }));
}

/** Values that must be there before anything is called usual. */
const LEAST_VALUES = 5;

/** What is usual of a feature: its median before the onset, else over all that is shown. */
export function usualLevel(times: readonly string[], values: readonly (number | null)[], onset: string | undefined): Level[] {
  const end = onset === undefined ? Number.POSITIVE_INFINITY : Date.parse(onset);
  const before = values.filter((value, i): value is number => value !== null && Date.parse(times[i] ?? "") < end).toSorted((a, b) => a - b);
  const middle = before[Math.floor(before.length / 2)];
  return before.length < LEAST_VALUES || middle === undefined ? [] : [{ at: middle, kind: "usual" }];
}
