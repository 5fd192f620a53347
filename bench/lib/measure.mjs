/** Median of the numbers. */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

/**
 * Runs the candidate and its reference in turn, so that a machine that speeds up or slows down does so for both, and gives the median rates.
 * @param work functions that do `count` pieces of work and resolve when done
 */
export async function sideBySide({ candidate, reference, count, repetitions = 5 }) {
  const rates = { candidate: [], reference: [] };
  for (let i = 0; i < repetitions; i++) {
    for (const [name, work] of Object.entries({ candidate, reference })) {
      const startedMs = performance.now();
      await work(count);
      rates[name].push(count / ((performance.now() - startedMs) / 1000));
    }
  }
  return { value: median(rates.candidate), referenceValue: median(rates.reference) };
}

/** Prints one measure: as a JSON line with `--json`, else as a sentence. `goal` is the least ratio of value to reference. */
export function report({ bench, measure, unit, reference, value, referenceValue, goal }) {
  const ratio = value / referenceValue;
  const line = {
    bench,
    measure,
    value: round(value),
    unit,
    reference,
    referenceValue: round(referenceValue),
    ratio: round(ratio),
    goal,
    holds: ratio >= goal,
  };
  const sentence = `${bench} ${measure}: ${line.value} ${unit}, ${line.ratio} of ${reference} (${line.referenceValue}); goal ${goal}: ${line.holds ? "holds" : "MISSED"}`;
  process.stdout.write(`${process.argv.includes("--json") ? JSON.stringify(line) : sentence}\n`);
}

function round(value) {
  return Number(value.toPrecision(4));
}
