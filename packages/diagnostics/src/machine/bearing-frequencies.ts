import type { AssetConfig, Bearing } from "@phm/domain";
import { isResolved, resolveBearing } from "./characteristic-orders.js";
import type { FrequencyLine, UnusedInput } from "./expected-frequency.js";

/** A bearing with its place in a configuration. */
export interface PlacedBearing {
  readonly field: string;
  readonly element: string;
  readonly shaft: string;
  readonly bearing: Bearing;
}

/** The bearings of the measurement points and those of the kinematics. */
export function placedBearings({ points, kinematics }: AssetConfig, referenceShaft: string): PlacedBearing[] {
  const atPoints = points.flatMap(({ id, bearing, shaft = referenceShaft }, i) =>
    bearing ? [{ field: `points[${i}].bearing`, element: id, shaft, bearing }] : [],
  );
  const mounted = (kinematics?.bearings ?? []).map(({ id, shaft, bearing }, i) => ({
    field: `kinematics.bearings[${i}].bearing`,
    element: id,
    shaft,
    bearing,
  }));
  return [...atPoints, ...mounted];
}

/** BPFO, BPFI, BSF and FTF of every bearing whose orders are known. Bearings without any statement are passed over. */
export function bearingLines(
  config: AssetConfig,
  referenceShaft: string,
  shaftHz: (shaft: string) => number,
): { lines: FrequencyLine[]; unused: UnusedInput[] } {
  const lines: FrequencyLine[] = [];
  const unused: UnusedInput[] = [];
  for (const { field, element, shaft, bearing } of placedBearings(config, referenceShaft)) {
    const found = resolveBearing(bearing);
    if (isResolved(found)) {
      const { orders, toleranceRatio } = found;
      for (const part of ["bpfo", "bpfi", "bsf", "ftf"] as const) {
        const name = `${part.toUpperCase()} ${element}`;
        lines.push({ name, kind: `bearing_${part}`, element, hz: orders[part] * shaftHz(shaft), toleranceRatio });
      }
    } else if (found.unresolved === "unknown_designation") {
      unused.push({ field: `${field}.designation`, reason: "unknown_designation" });
    }
  }
  return { lines, unused };
}
