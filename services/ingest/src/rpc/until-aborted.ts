/** The items of a source up to the moment when the signal is aborted, also while the source is waited for: it may have nothing more to give. */
export async function* untilAborted<T>(source: AsyncIterable<T>, signal: AbortSignal): AsyncGenerator<T> {
  const aborted = new Promise<undefined>((resolve) => signal.addEventListener("abort", () => resolve(undefined), { once: true }));
  const items = source[Symbol.asyncIterator]();
  try {
    while (!signal.aborted) {
      const next = await Promise.race([items.next(), aborted]);
      if (next === undefined || next.done) return;
      yield next.value;
    }
  } finally {
    // Not awaited: a source that is waiting ends when it has waited.
    void items.return?.();
  }
}
