import { InvalidValue } from "@phm/domain";

/** Bounds of a number that a request may leave open with 0. */
export interface Bounds {
  readonly min: number;
  readonly max: number;
  readonly fallback: number;
}

/** @throws InvalidValue naming the field and its limit */
export function within(field: string, asked: number, { min, max, fallback }: Bounds): number {
  if (asked === 0) return fallback;
  if (asked >= min && asked <= max) return asked;
  throw new InvalidValue(field, asked, `${min} to ${max}, or 0 for ${fallback}`);
}

/** A part of an axis; 0 to 0 is all of it. @throws InvalidValue naming the field that is no finite number from 0 on, or out of order */
export function axisRange(from: number, to: number, names: { from: string; to: string }): { from: number; to: number } {
  if (!(from >= 0 && Number.isFinite(from))) throw new InvalidValue(names.from, from, "a finite number from 0 on");
  if (!(to === 0 || (to > from && Number.isFinite(to))))
    throw new InvalidValue(names.to, to, `above ${names.from}, or 0 for the whole axis`);
  return { from, to };
}
