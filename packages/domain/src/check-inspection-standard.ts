import { checkWhole, checkWords } from "./check-fields.js";
import { checkInspectionForm } from "./check-inspection-form.js";
import type { BilingualText } from "./fault-knowledge.js";
import type { InspectionDuty, InspectionStandard } from "./inspection-standard.js";
import { InvalidValue } from "./invalid-value.js";

const MAX_METHOD = 1_000;
const MAX_PERSON = 100;
const MAX_REFERENCE = 500;
const MAX_PERIOD = 1_000;
const MAX_WARNINGS = 20;
/** An address that a browser opens, or a document of the equipment register: nothing that would run. */
const REFERENCE = /^(https?:\/\/|\/api\/v1\/)\S+$/;

/** @throws InvalidValue with the field, the value and the limit, for the first rule that is broken */
export function checkInspectionStandard(standard: InspectionStandard): void {
  const { component, name, place, method, form, period, duty, warningsToFail, reference } = standard;
  checkWords("component", component);
  checkBoth("name", name);
  checkBoth("place", place);
  for (const [language, text] of Object.entries(method)) checkLength(`method.${language}`, text, 1, MAX_METHOD);
  checkInspectionForm(form);
  checkWhole("period.every", period.every, 1, MAX_PERIOD);
  checkDuty(duty);
  if (warningsToFail !== undefined) checkWhole("warningsToFail", warningsToFail, 2, MAX_WARNINGS);
  if (reference !== "" && (reference.length > MAX_REFERENCE || !REFERENCE.test(reference)))
    throw new InvalidValue(
      "reference",
      reference,
      `an address that begins with https://, http:// or /api/v1/, at most ${MAX_REFERENCE} characters`,
    );
}

/** @throws InvalidValue for a duty that nobody can do */
export function checkDuty({ role, person }: InspectionDuty): void {
  if (role === "viewer") throw new InvalidValue("duty.role", role, "technician, planner or admin", "unknown_word");
  if (person !== undefined) checkLength("duty.person", person, 1, MAX_PERSON);
}

function checkBoth(field: string, { en, zh }: BilingualText): void {
  checkWords(`${field}.en`, en);
  checkWords(`${field}.zh`, zh);
}

function checkLength(field: string, text: string, min: number, max: number): void {
  if (text.trim().length < min || text.length > max) throw new InvalidValue(field, text, `${min} to ${max} characters`);
}
