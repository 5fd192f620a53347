import type { Reading } from "./assessment.js";
import { InvalidValue } from "./invalid-value.js";
import { storedTime } from "./time.js";

const MAX_UNIT_LENGTH = 32;
const MAX_REASON_LENGTH = 64;

/** @throws InvalidValue naming the field of a reading that breaks a rule, its value and the limit */
export function checkReading({ timeNs, value, unit, quality = "good", qualityReason = "" }: Reading): void {
  storedTime(timeNs);
  if (unit.length > MAX_UNIT_LENGTH) throw new InvalidValue("unit", unit, `at most ${MAX_UNIT_LENGTH} characters`, "wrong_unit");
  if (qualityReason.length > MAX_REASON_LENGTH) {
    throw new InvalidValue("qualityReason", qualityReason, `at most ${MAX_REASON_LENGTH} characters`);
  }
  if (!Number.isFinite(value) && !(Number.isNaN(value) && quality === "bad")) {
    throw new InvalidValue("value", value, "a finite number, or NaN where the quality is bad", "bad_value");
  }
}
