import { formatTimeNs, type LabelledLife } from "@phm/domain";
import type { ModelEvaluation, TrainingLives, trainRulModel } from "@phm/pipeline";
import type { FromVerdictsOptions } from "./from-verdicts-options.js";
import { splitWords } from "./measure-model.js";

type Card = Parameters<typeof trainRulModel>[2];

const SPLIT = "measured and calibrated by leaving out one machine with all its lives at a time; fitted on all";

/** What the model was fitted on, by its own words: enough to find the lives again. */
function dataOf(
  training: TrainingLives,
  labelled: readonly LabelledLife[],
  { organisation, site, timeScale }: FromVerdictsOptions,
): string {
  const used = labelled.filter(({ id }) => training.lives.some((life) => life.id === id));
  const kinds = [...new Set(used.map(({ kind }) => kind))].sort().join(", ");
  const ends = used.map(({ label }) => label.endNs).sort((a, b) => Number(a - b));
  const [first, last] = [ends[0], ends.at(-1)].map((endNs) => formatTimeNs(endNs ?? 0n));
  const counts = `${training.lives.length} lives of ${training.machines} machines (${kinds})`;
  return (
    `${counts} of ${organisation}/${site}, time scale ${timeScale}, that failed from ${first} to ${last} as the verdicts on closed work orders say; ` +
    `indicators by ${training.featureSet}, ${training.modelVersion}`
  );
}

/** What must be known of a model that was trained on verdicts. */
export function cardFromVerdicts(
  training: TrainingLives,
  labelled: readonly LabelledLife[],
  evaluation: ModelEvaluation,
  options: FromVerdictsOptions,
): Card {
  const { name, licence, limits } = options;
  const { censored, otherVersion, withoutOnset } = training.leftOut;
  const leftOut = `not learnt from: ${censored} lives that did not end by failure, ${otherVersion} by another version, ${withoutOnset} without an onset`;
  return {
    model: name,
    data: dataOf(training, labelled, options),
    licence,
    split: splitWords(SPLIT, options),
    limits: `${limits}; ${leftOut}`,
    createdBy: "phm train rul --from-verdicts",
    evaluation,
  };
}
