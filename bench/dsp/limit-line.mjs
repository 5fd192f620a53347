/** Prints a measure that has a limit instead of a reference: as a JSON line with `--json`, else as a sentence. */
export function reportLimit({ measure, value, unit, limit }) {
  const rounded = Number(value.toPrecision(4));
  const holds = value <= limit;
  const line = { bench: "dsp", measure, value: rounded, unit, limit, holds };
  const sentence = `dsp ${measure}: ${rounded} ${unit}; limit ${limit}: ${holds ? "holds" : "MISSED"}`;
  process.stdout.write(`${process.argv.includes("--json") ? JSON.stringify(line) : sentence}\n`);
}

/** Prints that a measure was not made because its reference is not to be had here. That is no failure. */
export function reportNotAvailable(measure, reference) {
  const sentence = `dsp ${measure}: reference not available: ${reference}`;
  process.stdout.write(
    `${process.argv.includes("--json") ? JSON.stringify({ bench: "dsp", measure, notAvailable: reference }) : sentence}\n`,
  );
}
