/**
 * A value from outside that breaks a rule. Carries what the sender needs to mend it:
 * which field, which value, and the limit or form that it should have kept.
 */
export class InvalidValue extends Error {
  override readonly name = "InvalidValue";
  constructor(
    readonly field: string,
    value: unknown,
    readonly limit: string,
    /** Machine-readable class of the fault, for counters: few, stable, snake_case. */
    readonly reason: string = "invalid_value",
  ) {
    const shown = describeValue(value);
    super(`${field} is ${shown}; it must be ${limit}`);
    this.value = shown;
  }
  /** The offending value as short printable text, never the payload itself. */
  readonly value: string;
}

const MAX_SHOWN = 80;

function describeValue(value: unknown): string {
  const text = typeof value === "string" ? JSON.stringify(value) : printed(value);
  return text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text;
}

/** An object from outside may have a `toString` that is no function. */
function printed(value: unknown): string {
  try {
    return String(value);
  } catch {
    return Object.prototype.toString.call(value);
  }
}
