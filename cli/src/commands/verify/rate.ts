import { InvalidValue } from "@phm/domain";
import { byteSize } from "@phm/service-kit";

/** Slower than this it would never end. */
const MIN_BYTES_PER_SECOND = 1024;

/** Bytes a second as a command line gives them. @throws InvalidValue for what is no size, or less than 1 KiB */
export function rateOf(given: string): number {
  const { success, data, error } = byteSize({ min: MIN_BYTES_PER_SECOND }).safeParse(given);
  if (success) return data;
  throw new InvalidValue("max-rate", given, error.issues[0]?.message ?? "a size");
}
