import type { ChoiceForm, InspectionAnswer, InspectionForm, InspectionGrade, NumericForm } from "./inspection-form.js";
import { InvalidValue } from "./invalid-value.js";

/**
 * What an answer comes to by the form of its standard. A reading on a limit is within it.
 * @throws InvalidValue for an answer of another form, in another unit, outside what is physically possible, or that is not on the list
 */
export function gradeAnswer(form: InspectionForm, answer: InspectionAnswer): InspectionGrade {
  if (answer.kind === "skipped") return "skipped";
  if (answer.kind !== form.kind)
    throw new InvalidValue("answer.kind", answer.kind, `${form.kind}, as the standard asks for, or skipped`, "wrong_form");
  if (answer.kind === "numeric") return gradeReading(form as NumericForm, answer);
  if (answer.kind === "choice") return gradeChoice(form as ChoiceForm, answer.choice);
  return answer.grade;
}

function gradeReading(form: NumericForm, { value, unit }: { readonly value: number; readonly unit: string }): InspectionGrade {
  if (unit !== form.unit) throw new InvalidValue("answer.unit", unit, `${form.unit}, the unit of the standard`, "wrong_unit");
  if (!(value >= form.min && value <= form.max))
    throw new InvalidValue("answer.value", value, `${form.min} to ${form.max} ${unit}, what is physically possible`, "out_of_range");
  const isPast = (below: number | undefined, above: number | undefined) =>
    (below !== undefined && value < below) || (above !== undefined && value > above);
  if (isPast(form.failBelow, form.failAbove)) return "fail";
  return isPast(form.warnBelow, form.warnAbove) ? "warn" : "ok";
}

function gradeChoice({ choices }: ChoiceForm, chosen: string): InspectionGrade {
  const choice = choices.find(({ code }) => code === chosen);
  if (choice) return choice.grade;
  throw new InvalidValue("answer.choice", chosen, `one of ${choices.map(({ code }) => code).join(", ")}`, "unknown_word");
}
