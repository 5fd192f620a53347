import type { AssetConfig } from "@phm/domain";
import type { FrequencyLine, UnusedInput } from "./expected-frequency.js";

/** The grid holds its frequency better than this. */
const SUPPLY_TOLERANCE_RATIO = 0.01;
/** A slip frequency is a small difference of two measured figures. */
const SLIP_TOLERANCE_RATIO = 0.1;
const ELEMENT = "motor";

/**
 * Lines of an induction motor at a motor speed and supply frequency: line and twice line; pole pass, poles × slip speed (= 2 × slip ×
 * line); rotor bars × speed with sidebands at twice line. What a figure is missing for is named in `unused`, but only where the
 * configuration speaks of a motor at all.
 */
export function electricalLines(
  { polePairs, kinematics }: AssetConfig,
  motorHz: number,
  supplyHz: number | undefined,
): { lines: FrequencyLine[]; unused: UnusedInput[] } {
  const rotorBars = kinematics?.motor?.rotorBars;
  if (supplyHz === undefined) {
    const unused: UnusedInput[] = polePairs === undefined ? [] : [{ field: "supplyHz", reason: "supply_missing" }];
    return { lines: barLines(rotorBars, motorHz, undefined), unused };
  }
  const line = (name: string, kind: FrequencyLine["kind"], hz: number): FrequencyLine => ({
    name,
    kind,
    element: ELEMENT,
    hz,
    toleranceRatio: SUPPLY_TOLERANCE_RATIO,
  });
  const slip = slipLines(polePairs, motorHz, supplyHz);
  return {
    lines: [
      line("line frequency", "line", supplyHz),
      line("twice line frequency", "twice_line", 2 * supplyHz),
      ...slip.lines,
      ...barLines(rotorBars, motorHz, supplyHz),
    ],
    unused: slip.unused,
  };
}

function slipLines(polePairs: number | undefined, motorHz: number, supplyHz: number): { lines: FrequencyLine[]; unused: UnusedInput[] } {
  if (polePairs === undefined) return { lines: [], unused: [{ field: "polePairs", reason: "pole_pairs_missing" }] };
  const slipHz = supplyHz / polePairs - motorHz;
  if (slipHz <= 0) return { lines: [], unused: [{ field: "polePairs", reason: "speed_above_field" }] };
  const hz = 2 * polePairs * slipHz;
  return { lines: [{ name: "pole pass", kind: "pole_pass", element: ELEMENT, hz, toleranceRatio: SLIP_TOLERANCE_RATIO }], unused: [] };
}

function barLines(rotorBars: number | undefined, motorHz: number, supplyHz: number | undefined): FrequencyLine[] {
  if (rotorBars === undefined) return [];
  const barHz = rotorBars * motorHz;
  const pass: FrequencyLine = { name: "rotor bar pass", kind: "rotor_bar_pass", element: ELEMENT, hz: barHz, toleranceRatio: 0 };
  if (supplyHz === undefined) return [pass];
  const sideband = (sign: 1 | -1): FrequencyLine => ({
    name: `rotor bar pass ${sign === 1 ? "+" : "−"} twice line`,
    kind: "rotor_bar_sideband",
    element: ELEMENT,
    hz: barHz + sign * 2 * supplyHz,
    toleranceRatio: 0,
  });
  return [pass, sideband(-1), sideband(1)].filter(({ hz }) => hz > 0);
}
