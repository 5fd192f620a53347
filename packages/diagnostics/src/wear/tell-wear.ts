import { pointId } from "@phm/domain";
import { wearWords, withoutLinesWords } from "../findings/wear-words.js";
import { type Hypothesis, SHOWN_CONFIDENCE } from "../hypotheses/hypothesis.js";
import type { WearState, WornBearing } from "./wear-diagnosis.js";

/** A stage that no lines stand for makes the bearing a suspect; a finding only where its lines have been seen before. */
const CONFIDENCE = { ofRaisedHighFrequency: 0.35, ofFloorAlone: 0.45, ofDrownedLines: 0.6 };

function confidenceOf({ wear, hadLines }: WornBearing): number {
  if (wear?.stage === 1) return CONFIDENCE.ofRaisedHighFrequency;
  return hadLines ? CONFIDENCE.ofDrownedLines : CONFIDENCE.ofFloorAlone;
}

/** The bearing itself, where its stage is told by levels that still stand. */
function withoutLines(worn: WornBearing): Hypothesis[] {
  const { bearing, wear, isRaised, hadLines } = worn;
  if (wear === null || !isRaised) return [];
  const point = pointId(bearing.split(",")[0] as string);
  return [
    {
      failureMode: "bearing_general",
      point,
      bearing,
      score: wear.stage,
      confidence: confidenceOf(worn),
      evidence: wear.evidence.filter(({ kind }) => kind === "change"),
      counterEvidence: [],
      ...withoutLinesWords(point, wear, hadLines),
    },
  ];
}

function told(one: Hypothesis, { wear }: WornBearing): Hypothesis {
  if (wear === null) return one;
  const { reasonEn, reasonZh } = wearWords(wear);
  return { ...one, wear, reasonEn: `${one.reasonEn} ${reasonEn}`, reasonZh: `${one.reasonZh}${reasonZh}` };
}

/** What is shown, and wears in stages: a cage does not. */
const wears = ({ failureMode, confidence }: Hypothesis): boolean => failureMode !== "bearing_cage" && confidence >= SHOWN_CONFIDENCE;

const surest = (hypotheses: readonly Hypothesis[]): Hypothesis | undefined =>
  hypotheses.reduce<Hypothesis | undefined>((best, one) => (best && best.confidence >= one.confidence ? best : one), undefined);

/** The hypotheses with the stage of wear in the surest one of each bearing; and bearings that only their levels speak of. */
export function tellWear(hypotheses: readonly Hypothesis[], { bearings }: WearState): readonly Hypothesis[] {
  const all = [...hypotheses, ...bearings.flatMap(withoutLines)];
  const carriers = new Map(bearings.map((worn) => [surest(all.filter((one) => one.bearing === worn.bearing && wears(one))), worn]));
  return all.map((one) => {
    const worn = carriers.get(one);
    return worn ? told(one, worn) : one;
  });
}
