/** Aborted at the first signal that asks this process to stop; a second one ends it at once. Taken before anything is started. */
export function stopSignal(): AbortSignal {
  const stopping = new AbortController();
  const ask = () => {
    if (stopping.signal.aborted) process.exit(130);
    stopping.abort();
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, ask);
  return stopping.signal;
}

/** Resolves when the signal is aborted. */
export function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });
}
