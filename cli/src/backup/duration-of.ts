import { InvalidValue } from "@phm/domain";
import { durationMs } from "@phm/service-kit";

/** A time as a command line gives it, in ms. @throws InvalidValue */
export function durationOf(option: string, given: string): number {
  const { success, data, error } = durationMs({ min: 1 }).safeParse(given);
  if (success) return data;
  throw new InvalidValue(option, given, error.issues[0]?.message ?? "a time");
}
