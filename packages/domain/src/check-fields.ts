import { InvalidValue } from "./invalid-value.js";

const MAX_WORDS = 200;

/** @throws InvalidValue unless the text has 1 to 200 characters, not all of them blank */
export function checkWords(field: string, value: string): void {
  if (value.trim().length === 0 || value.length > MAX_WORDS) throw new InvalidValue(field, value, `1 to ${MAX_WORDS} characters`);
}

/** @throws InvalidValue unless the number is absent, or finite and above 0 */
export function checkPositive(field: string, value: number | undefined): void {
  if (value !== undefined && !(value > 0 && Number.isFinite(value))) throw new InvalidValue(field, value, "finite and above 0, or absent");
}

/** @throws InvalidValue unless the number is whole and within both ends */
export function checkWhole(field: string, value: number, min: number, max: number): void {
  if (!Number.isInteger(value) || value < min || value > max) {
    throw new InvalidValue(field, value, `a whole number from ${min} to ${max}`, "out_of_range");
  }
}
