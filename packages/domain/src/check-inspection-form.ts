import { checkWords } from "./check-fields.js";
import type { ChoiceForm, InspectionForm, NumericForm } from "./inspection-form.js";
import { InvalidValue } from "./invalid-value.js";

const MAX_UNIT = 20;
const MAX_CHOICES = 20;
const CHOICE_CODE = /^[a-z0-9]+(_[a-z0-9]+)*$/;
const MAX_CHOICE_CODE = 40;
/** Limits of a reading in the order in which they must rise. */
const LIMITS = ["min", "failBelow", "warnBelow", "warnAbove", "failAbove", "max"] as const;

/** @throws InvalidValue with the field, the value and the limit, for the first rule that is broken */
export function checkInspectionForm(form: InspectionForm): void {
  if (form.kind === "numeric") checkNumeric(form);
  if (form.kind === "choice") checkChoices(form);
}

function checkNumeric(form: NumericForm): void {
  if (form.unit.trim() === "" || form.unit.length > MAX_UNIT)
    throw new InvalidValue("form.unit", form.unit, `1 to ${MAX_UNIT} characters, 1 for a number without unit`);
  const stated = LIMITS.flatMap((name) => {
    const value = form[name];
    return value === undefined ? [] : [{ name, value }];
  });
  for (const { name, value } of stated) {
    if (!Number.isFinite(value)) throw new InvalidValue(`form.${name}`, value, "a finite number");
  }
  if (stated.length === 2) throw new InvalidValue("form", "a reading without limits", "with at least one limit to warn or fail at");
  stated.slice(1).forEach(({ name, value }, i) => {
    const before = stated[i] as (typeof stated)[number];
    const isStrict = isLower(before.name) && !isLower(name);
    if (value < before.value || (isStrict && value === before.value))
      throw new InvalidValue(
        `form.${name}`,
        value,
        `${isStrict ? "above" : "at least"} ${before.name} (${before.value})`,
        "limits_out_of_order",
      );
  });
}

/** Whether the limit lies on the lower side: between the sides there must be room for what is in order. */
function isLower(name: (typeof LIMITS)[number]): boolean {
  return LIMITS.indexOf(name) < LIMITS.indexOf("warnAbove");
}

function checkChoices({ choices }: ChoiceForm): void {
  if (choices.length < 2 || choices.length > MAX_CHOICES)
    throw new InvalidValue("form.choices", choices.length, `2 to ${MAX_CHOICES} choices`, "out_of_range");
  choices.forEach(({ code, name }, i) => {
    const field = `form.choices[${i}]`;
    if (!CHOICE_CODE.test(code) || code.length > MAX_CHOICE_CODE)
      throw new InvalidValue(`${field}.code`, code, `1 to ${MAX_CHOICE_CODE} lower-case letters and digits, words joined by _`, "bad_code");
    if (choices.findIndex((each) => each.code === code) < i) throw new InvalidValue(`${field}.code`, code, "not used twice");
    checkWords(`${field}.name.en`, name.en);
    checkWords(`${field}.name.zh`, name.zh);
  });
  if (!choices.some(({ grade }) => grade === "ok")) throw new InvalidValue("form.choices", "none in order", "with at least one that is ok");
  if (choices.every(({ grade }) => grade === "ok"))
    throw new InvalidValue("form.choices", "all in order", "with at least one that is not ok");
}
