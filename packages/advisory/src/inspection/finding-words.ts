import type { BilingualText, InspectionAnswer, InspectionForm, InspectionStandard, NumericForm } from "@phm/domain";

/** What a failed item says on a work order: the point, the reading and its limit. */
export function findingWords({ name, form }: InspectionStandard, answer: InspectionAnswer, warnings: number | undefined): BilingualText {
  const run = warnings === undefined ? { en: "", zh: "" } : { en: `, ${warnings} warnings in a row`, zh: `,连续 ${warnings} 次预警` };
  const found = answerWords(form, answer);
  return { en: `${name.en}: ${found.en}${run.en}`, zh: `${name.zh}:${found.zh}${run.zh}` };
}

function answerWords(form: InspectionForm, answer: InspectionAnswer): BilingualText {
  switch (answer.kind) {
    case "numeric":
      return readingWords(form as NumericForm, answer.value);
    case "choice": {
      const choice = form.kind === "choice" ? form.choices.find(({ code }) => code === answer.choice) : undefined;
      return choice?.name ?? { en: answer.choice, zh: answer.choice };
    }
    case "skipped":
      return { en: `not inspected: ${answer.text}`, zh: `未检:${answer.text}` };
    default:
      return { en: `not in order${answer.text ? `: ${answer.text}` : ""}`, zh: `异常${answer.text ? `:${answer.text}` : ""}` };
  }
}

function readingWords(form: NumericForm, value: number): BilingualText {
  const limit = passedLimit(form, value);
  const shown = `${value} ${form.unit}`;
  if (!limit) return { en: shown, zh: shown };
  const { limit: at, isAbove } = limit;
  return {
    en: `${shown}, ${isAbove ? "above" : "below"} the limit of ${at} ${form.unit}`,
    zh: `${shown},${isAbove ? "高于上限" : "低于下限"} ${at} ${form.unit}`,
  };
}

/** The limit that a reading is past, the one to fail at first; undefined where it is past none. */
export function passedLimit({ warnBelow, failBelow, warnAbove, failAbove }: NumericForm, value: number) {
  const above = [failAbove, warnAbove].find((limit) => limit !== undefined && value > limit);
  if (above !== undefined) return { limit: above, isAbove: true };
  const below = [failBelow, warnBelow].find((limit) => limit !== undefined && value < limit);
  return below === undefined ? undefined : { limit: below, isAbove: false };
}
