import { InvalidValue } from "@phm/domain";

/** Something in a measurement file breaks a rule: `run-3.csv line 12: column 2 is "abc"; it must be a number`. */
export class MeasurementFileError extends InvalidValue {
  constructor(
    /** The file's name, with what part of it is meant: `run-3.csv line 12`, `bearing.mat byte 136`. */
    readonly place: string,
    field: string,
    value: unknown,
    limit: string,
    reason: string,
  ) {
    super(field, value, limit, reason);
    this.message = `${place}: ${this.message}`;
  }
}
