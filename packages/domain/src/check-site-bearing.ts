import type { SiteBearing } from "./bearing-entry.js";
import { checkBearing } from "./check-bearing.js";
import { checkWords } from "./check-fields.js";
import { InvalidValue } from "./invalid-value.js";

const MAX_NOTES = 1_000;

/**
 * Checks a bearing before it enters a site's catalogue. Whether the designation can be found again is the catalogue's to say.
 * @throws InvalidValue with the field, the value and the limit, for the first rule that is broken
 */
export function checkSiteBearing(bearing: SiteBearing, field = "bearing"): void {
  const { geometry, orders, maker, notes = "", source } = bearing;
  checkWords(`${field}.designation`, bearing.designation);
  checkWords(`${field}.source`, source);
  if (maker !== undefined) checkWords(`${field}.maker`, maker);
  if (notes.length > MAX_NOTES) throw new InvalidValue(`${field}.notes`, notes, `at most ${MAX_NOTES} characters`);
  if (!geometry && !orders) throw new InvalidValue(`${field}.geometry`, undefined, "stated, or the orders instead", "no_figures");
  checkBearing(bearing, field);
}
