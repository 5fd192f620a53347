import { setTimeout as delay } from "node:timers/promises";

export interface RetryOptions {
  /** First and longest pause, ms; each pause is twice the one before, less up to a half by chance, so that many callers spread out. */
  readonly minMs: number;
  readonly maxMs: number;
  /** No attempt is started after this time (as by `Date.now()`). */
  readonly deadlineAtMs: number;
  /** Whether this failure is worth another attempt. */
  retries(error: unknown): boolean;
  readonly signal?: AbortSignal;
}

/** Repeats `work` while its failure is worth it and time remains; then throws the last failure. */
export async function retryWithBackOff<T>(work: () => Promise<T>, options: RetryOptions): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      const pauseMs = backOffMs(attempt, options.minMs, options.maxMs);
      if (!options.retries(error) || options.signal?.aborted || Date.now() + pauseMs >= options.deadlineAtMs) throw error;
      await delay(pauseMs, undefined, options.signal && { signal: options.signal }).catch(() => {});
      if (options.signal?.aborted) throw error;
    }
  }
}

/** Pause after the given attempt (from 1), ms. @param random a number from 0 to below 1, drawn anew at each call */
export function backOffMs(attempt: number, minMs: number, maxMs: number, random: () => number = Math.random): number {
  const full = Math.min(maxMs, minMs * 2 ** Math.min(attempt - 1, 30));
  return full * (0.5 + random() / 2);
}
