import type { BearingWear, Evidence } from "@phm/domain";
import { rounded } from "../numbers/rounded.js";
import type { WearFigures } from "./wear-figures.js";
import { WEAR_EVIDENCE, WEAR_STAGE_RULES, type WearCondition, type WearStageRule } from "./wear-stage-rules.js";

const DECIMALS = 3;
/** A stage without lines is shown while its levels are above this share of their limits: the dead-band. */
const RELEASE_SHARE = 0.8;

function holds({ figure, atLeast, below, mayBeAbsent }: WearCondition, figures: WearFigures): boolean {
  const value = figures[figure];
  if (value === undefined) return mayBeAbsent === true;
  return value >= (atLeast ?? value) && (below === undefined || value < below);
}

function evidenceOf({ figure, atLeast, below }: WearCondition, figures: WearFigures): Evidence[] {
  const value = figures[figure];
  const limit = atLeast ?? below;
  return value === undefined || limit === undefined ? [] : [{ ...WEAR_EVIDENCE[figure], value: rounded(value, DECIMALS), limit }];
}

function applies({ from, conditions }: WearStageRule, figures: WearFigures, reached: number): boolean {
  return reached >= (from ?? 0) && conditions.every((condition) => holds(condition, figures));
}

/**
 * The stage that the figures of one acquisition stand for, with each figure beside its limit; null where none can be told.
 * @param reached the stage that the bearing has reached before, 0 for none
 */
export function judgeStage(figures: WearFigures, reached: number): BearingWear | null {
  const rule = WEAR_STAGE_RULES.find((one) => applies(one, figures, reached));
  return rule ? { stage: rule.stage, evidence: rule.conditions.flatMap((condition) => evidenceOf(condition, figures)) } : null;
}

/** Whether the levels that a stage without lines is told by stand. @param hadLines whether lines have made a stage before */
export function stillStands(stage: number, hadLines: boolean, figures: WearFigures): boolean {
  return WEAR_STAGE_RULES.filter((rule) => rule.stage === stage && (hadLines || rule.from === undefined)).some(({ conditions }) => {
    const raised = conditions.filter(({ figure, atLeast }) => atLeast !== undefined && WEAR_EVIDENCE[figure].kind === "change");
    return raised.length > 0 && raised.every(({ figure, atLeast = 0 }) => (figures[figure] ?? 0) >= RELEASE_SHARE * atLeast);
  });
}
