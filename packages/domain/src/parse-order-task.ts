import { checkOrderTask } from "./check-order-task.js";
import type { BilingualText } from "./fault-knowledge.js";
import { InvalidValue } from "./invalid-value.js";
import type { OrderTask, TaskPart } from "./order-task.js";

/**
 * Reads what is to be done from outside. A text in one language may stand for both; lists may be left out. Fields that it does not know
 * are left out.
 * @throws InvalidValue naming field, value and limit
 */
export function parseOrderTask(value: unknown, field = "task"): OrderTask {
  const { title, description, checks, parts, tools, estimatedMinutes, skill } = fieldsOf(value, field);
  const task: OrderTask = {
    title: textOf(title, `${field}.title`),
    ...(isGiven(description) ? { description: textOf(description, `${field}.description`) } : {}),
    checks: listOf(checks, `${field}.checks`, textOf),
    parts: listOf(parts, `${field}.parts`, partOf),
    tools: listOf(tools, `${field}.tools`, textOf),
    ...(isGiven(estimatedMinutes) ? { estimatedMinutes: numberOf(estimatedMinutes, `${field}.estimatedMinutes`) } : {}),
    ...(isGiven(skill) ? { skill: wordsOf(skill, `${field}.skill`) } : {}),
  };
  checkOrderTask(task, field);
  return task;
}

const isGiven = (value: unknown): boolean => value !== undefined && value !== null;

function fieldsOf(value: unknown, field: string): Readonly<Record<string, unknown>> {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Readonly<Record<string, unknown>>;
  throw new InvalidValue(field, value, "an object", "wrong_type");
}

function wordsOf(value: unknown, field: string): string {
  if (typeof value === "string") return value;
  throw new InvalidValue(field, value, "text", "wrong_type");
}

function numberOf(value: unknown, field: string): number {
  if (typeof value === "number") return value;
  throw new InvalidValue(field, value, "a number", "wrong_type");
}

function textOf(value: unknown, field: string): BilingualText {
  if (typeof value === "string") return { en: value, zh: value };
  const { en, zh } = fieldsOf(value, field);
  return { en: wordsOf(en ?? zh, `${field}.en`), zh: wordsOf(zh ?? en, `${field}.zh`) };
}

function partOf(value: unknown, field: string): TaskPart {
  const { part, quantity } = fieldsOf(value, field);
  return { part: wordsOf(part, `${field}.part`), quantity: numberOf(quantity, `${field}.quantity`) };
}

function listOf<T>(value: unknown, field: string, itemOf: (item: unknown, field: string) => T): T[] {
  if (!isGiven(value)) return [];
  if (!Array.isArray(value)) throw new InvalidValue(field, value, "a list", "wrong_type");
  return value.map((item, i) => itemOf(item, `${field}[${i}]`));
}
