import { InvalidValue } from "@phm/domain";

/** Where in a bundle (or a file to import) something is wrong. */
export interface BundlePlace {
  /** The file, as it was asked for. */
  readonly path: string;
  /** Line in it, from 1; absent where the fault is of the file as a whole. */
  readonly line?: number;
}

/**
 * Something in a bundle breaks a rule. The message names file, line and field, then the value and the limit:
 * `acquisitions.ndjson line 12: channels[0].scale is 0; it must be a finite number, not 0`.
 */
export class BundleError extends InvalidValue {
  readonly path: string;
  readonly line: number | undefined;

  constructor(place: BundlePlace, field: string, value: unknown, limit: string, reason: string) {
    super(field, value, limit, reason);
    this.path = place.path;
    this.line = place.line;
    this.message = `${place.path}${place.line === undefined ? "" : ` line ${place.line}`}: ${this.message}`;
  }
}

/** Runs a domain check on a value and says where in the bundle it stood when it fails. */
export function checkedAt<Value, Result>(place: BundlePlace, field: string, value: Value, check: (value: Value) => Result): Result {
  try {
    return check(value);
  } catch (error) {
    if (error instanceof InvalidValue) throw new BundleError(place, field, value, error.limit, error.reason);
    throw error;
  }
}
