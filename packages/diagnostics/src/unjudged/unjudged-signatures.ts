import type { AssetConfig } from "@phm/domain";
import type { FigureName } from "../signatures/figure.js";
import type { Reading } from "../signatures/reading.js";
import type { SignatureRule } from "../signatures/signature-rule.js";
import { SIGNATURE_RULES } from "../signatures/signature-rules.js";
import { FIGURE_NEEDS, SUBJECT_NEEDS } from "./figure-needs.js";
import type { MissingInput } from "./missing-input.js";
import { isLearning } from "./missing-inputs-of.js";
import type { UnjudgedRecord } from "./unjudged-record.js";

/** Every figure that a rule looks at, in terms, conditions and doubts: without it the rule abstains, or judges by less. */
function figuresOf({ terms, conditions, doubts }: SignatureRule): FigureName[] {
  return [...new Set([...terms, ...conditions, ...doubts].map(({ figure }) => figure))];
}

/** A machine that is stated to have no gears and no bladed wheels cannot have their faults. */
function cannotOccur({ failureMode }: SignatureRule, { kinematics }: AssetConfig): boolean {
  if (!kinematics) return false;
  return (
    (failureMode === "gear" && kinematics.gearMeshes.length === 0) || (failureMode === "cavitation" && kinematics.bladedWheels.length === 0)
  );
}

/** These are told from what the acquisition gave only when the figure itself is not there. */
const TOLD_BY_ABSENCE: readonly MissingInput[] = ["supply_on_shaft", "short_spectrum"];

function whyAbsent(
  figure: FigureName,
  missing: ReadonlySet<MissingInput>,
  reading: Reading | undefined,
): Omit<UnjudgedRecord, "failureMode"> {
  const needs = FIGURE_NEEDS[figure];
  const input = needs.find(
    (need) => missing.has(need) || TOLD_BY_ABSENCE.includes(need) || (need === "no_baseline" && isLearning(reading)),
  );
  if (input === undefined) return { input: "unread", at: figure };
  if (input === "no_baseline") return { input, have: reading?.learnt ?? 0 };
  return input === "short_spectrum" ? { input, at: figure } : { input };
}

/** What the rules could not use in this acquisition: of each rule and subject, every figure that is not known, and why. */
export function unjudgedSignatures(
  readings: readonly Reading[],
  missing: ReadonlySet<MissingInput>,
  config: AssetConfig,
): UnjudgedRecord[] {
  return SIGNATURE_RULES.filter((rule) => !cannotOccur(rule, config)).flatMap((rule) => {
    const isBlind = SUBJECT_NEEDS[rule.subject].some((need) => missing.has(need));
    const subjects: readonly (Reading | undefined)[] = isBlind ? [] : readings.filter(({ kind }) => kind === rule.subject);
    return (subjects.length > 0 ? subjects : [undefined]).flatMap((reading) =>
      figuresOf(rule)
        .filter((figure) => reading?.figures[figure] === undefined)
        .map((figure) => ({ failureMode: rule.failureMode, ...whyAbsent(figure, missing, reading) })),
    );
  });
}
