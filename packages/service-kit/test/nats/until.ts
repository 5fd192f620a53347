import { waitFor } from "@phm/testkit";

/** Resolves as soon as the condition holds; rejects with its description when it never does. */
export async function until(what: string, condition: () => boolean | Promise<boolean>): Promise<void> {
  await waitFor(condition, { what, timeoutMs: 25_000, pollMs: 5 });
}
