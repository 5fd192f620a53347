import { setTimeout as sleep } from "node:timers/promises";

export interface WaitOptions {
  /** What is waited for, for the message when it does not come. */
  readonly what: string;
  /** Default 30 s. */
  readonly timeoutMs?: number;
  readonly pollMs?: number;
}

const DEFAULT_TIMEOUT_MS = 30_000;
const DEFAULT_POLL_MS = 20;

type Truthy<T> = Exclude<T, false | undefined | null | 0 | "">;

/**
 * Asks again and again until the answer is truthy, and gives it. A question that throws (a part is being restarted) is asked again.
 * @throws Error naming what was waited for, and the last failure, when the time is up
 */
export async function waitFor<T>(
  condition: () => T | Promise<T>,
  { what, timeoutMs = DEFAULT_TIMEOUT_MS, pollMs = DEFAULT_POLL_MS }: WaitOptions,
): Promise<Truthy<T>> {
  const deadlineMs = Date.now() + timeoutMs;
  let failure: unknown;
  for (;;) {
    try {
      const answer = await condition();
      if (answer) return answer as Truthy<T>;
      failure = undefined;
    } catch (error) {
      failure = error;
    }
    if (Date.now() > deadlineMs) throw new Error(`${what}: not within ${timeoutMs / 1000} s`, failure ? { cause: failure } : {});
    await sleep(pollMs);
  }
}
