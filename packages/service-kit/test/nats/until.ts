import { setTimeout as delay } from "node:timers/promises";

const DEADLINE_MS = 25_000;

/** Resolves as soon as the condition holds; rejects with its description when it never does. */
export async function until(description: string, condition: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + DEADLINE_MS;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`it never came to this: ${description}`);
    await delay(5);
  }
}
