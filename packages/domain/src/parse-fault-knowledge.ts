import { FAILURE_MODES } from "./failure-mode.js";
import type { BilingualText, CodedText, FaultKnowledge, KnowledgePart } from "./fault-knowledge.js";
import { InvalidValue } from "./invalid-value.js";
import { FAILURE_CAUSES, FAILURE_MECHANISMS, REPORTED_FAILURE_MODES } from "./iso-14224.js";
import { TIERS } from "./tier.js";

const MAX_TEXT = 1_000;
const MAX_ITEMS = 50;
const MAX_PARTS = 10_000;
const MAX_HOURS = 10_000;

type Fields = Readonly<Record<string, unknown>>;

function fieldsOf(value: unknown, field: string): Fields {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Fields;
  throw new InvalidValue(field, value, "an object", "wrong_type");
}

function textOf(value: unknown, field: string): string {
  if (typeof value !== "string" || value.trim() === "" || value.length > MAX_TEXT) {
    throw new InvalidValue(field, value, `a text of 1 to ${MAX_TEXT} characters`, "bad_text");
  }
  return value;
}

function bilingual(value: unknown, field: string): BilingualText {
  const { en, zh } = fieldsOf(value, field);
  return { en: textOf(en, `${field}.en`), zh: textOf(zh, `${field}.zh`) };
}

function wordOf<Word extends string>(value: unknown, field: string, words: readonly Word[]): Word {
  if (words.includes(value as Word)) return value as Word;
  throw new InvalidValue(field, value, `one of ${words.join(", ")}`, "unknown_code");
}

function coded<Code extends string>(value: unknown, field: string, table: Readonly<Record<Code, unknown>>): CodedText<Code> {
  const { code, text } = fieldsOf(value, field);
  return { code: wordOf(code, `${field}.code`, Object.keys(table) as Code[]), text: bilingual(text, `${field}.text`) };
}

function listOf<T>(value: unknown, field: string, minItems: number, itemOf: (item: unknown, field: string) => T): T[] {
  if (!Array.isArray(value) || value.length < minItems || value.length > MAX_ITEMS) {
    const shown = Array.isArray(value) ? `${value.length} items` : value;
    throw new InvalidValue(field, shown, `a list of ${minItems} to ${MAX_ITEMS} items`, "bad_list");
  }
  return value.map((item, i) => itemOf(item, `${field}[${i}]`));
}

function partOf(value: unknown, field: string): KnowledgePart {
  const { name, quantity } = fieldsOf(value, field);
  if (!Number.isInteger(quantity) || (quantity as number) < 1 || (quantity as number) > MAX_PARTS) {
    throw new InvalidValue(`${field}.quantity`, quantity, `a whole number from 1 to ${MAX_PARTS}`, "out_of_range");
  }
  return { name: bilingual(name, `${field}.name`), quantity: quantity as number };
}

/**
 * Reads an entry of the fault knowledge base from outside: every text in both languages, codes of ISO 14224, bounded lists. Fields that it
 * does not know are left out.
 * @throws InvalidValue naming field, value and limit
 */
export function parseFaultKnowledge(value: unknown, field = "knowledge"): FaultKnowledge {
  const fields = fieldsOf(value, field);
  const texts = (name: string, minItems: number) => listOf(fields[name], `${field}.${name}`, minItems, bilingual);
  const { estimatedHours } = fields;
  if (typeof estimatedHours !== "number" || !(estimatedHours > 0 && estimatedHours <= MAX_HOURS)) {
    throw new InvalidValue(`${field}.estimatedHours`, estimatedHours, `above 0, at most ${MAX_HOURS}`, "out_of_range");
  }
  return {
    failureMode: wordOf(fields.failureMode, `${field}.failureMode`, FAILURE_MODES),
    reportedAs: wordOf(
      fields.reportedAs,
      `${field}.reportedAs`,
      Object.keys(REPORTED_FAILURE_MODES) as (keyof typeof REPORTED_FAILURE_MODES)[],
    ),
    mechanism: coded(fields.mechanism, `${field}.mechanism`, FAILURE_MECHANISMS),
    causes: listOf(fields.causes, `${field}.causes`, 1, (item, at) => coded(item, at, FAILURE_CAUSES)),
    confirm: texts("confirm", 1),
    actions: texts("actions", 1),
    checks: texts("checks", 0),
    tools: texts("tools", 0),
    parts: listOf(fields.parts, `${field}.parts`, 0, partOf),
    estimatedHours,
    urgency: wordOf(fields.urgency, `${field}.urgency`, TIERS),
  };
}
