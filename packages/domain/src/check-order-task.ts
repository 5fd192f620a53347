import type { BilingualText } from "./fault-knowledge.js";
import { InvalidValue } from "./invalid-value.js";
import type { OrderTask } from "./order-task.js";

const MAX_TITLE = 200;
const MAX_DESCRIPTION = 4_000;
const MAX_LISTED = 100;

/** @throws InvalidValue naming the field of the task that breaks a rule */
export function checkOrderTask(task: OrderTask, field = "task"): void {
  const { title, description, checks, parts, tools, estimatedMinutes, skill } = task;
  checkBoth(`${field}.title`, title, MAX_TITLE);
  if (description) checkBoth(`${field}.description`, description, MAX_DESCRIPTION);
  for (const [name, listed] of Object.entries({ checks, parts, tools })) {
    if (listed.length > MAX_LISTED)
      throw new InvalidValue(`${field}.${name}`, `${listed.length} of them`, `at most ${MAX_LISTED}`, "bad_list");
  }
  for (const [i, check] of checks.entries()) checkBoth(`${field}.checks[${i}]`, check, MAX_TITLE);
  for (const [i, tool] of tools.entries()) checkBoth(`${field}.tools[${i}]`, tool, MAX_TITLE);
  for (const [i, { part, quantity }] of parts.entries()) {
    checkLength(`${field}.parts[${i}].part`, part, MAX_TITLE);
    checkAboveZero(`${field}.parts[${i}].quantity`, quantity);
  }
  if (estimatedMinutes !== undefined) checkAboveZero(`${field}.estimatedMinutes`, estimatedMinutes);
  if (skill !== undefined) checkLength(`${field}.skill`, skill, MAX_TITLE);
}

function checkBoth(field: string, { en, zh }: BilingualText, most: number): void {
  checkLength(`${field}.en`, en, most);
  checkLength(`${field}.zh`, zh, most);
}

function checkLength(field: string, text: string, most: number): void {
  if (text.trim() === "" || text.length > most) throw new InvalidValue(field, text, `a text of 1 to ${most} characters`, "bad_text");
}

function checkAboveZero(field: string, value: number): void {
  if (!(value > 0 && Number.isFinite(value))) throw new InvalidValue(field, value, "a finite number above 0", "out_of_range");
}
