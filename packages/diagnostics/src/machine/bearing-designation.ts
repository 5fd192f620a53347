import { BEARING_CATALOGUE, type BearingCatalogue, type CatalogueBearing } from "./bearing-catalogue.js";

/** Names of makers that people write before the designation. */
const MAKERS =
  /^(SKF|FAG|INA|SCHAEFFLER|NSK|NTN|SNR|KOYO|JTEKT|NACHI|TIMKEN|FAFNIR|TORRINGTON|RHP|MRC|MB|REXNORD|LDK|ZWZ|HRB|LYC|URB|NBC|ZKL|KG)(?=.)/;
/** What may follow the number: seals and shields (2RS, 2Z), or anything that begins with a letter (C3, ETN9, ZZ). */
const SUFFIX = /^($|[A-Z]|2(RS|RZ|Z|LS))/;

/** Capitals and digits, parts of a number that stand apart kept apart: `SKF 6205-2RSR/C3` becomes `SKF6205 2RSRC3`. */
function compact(designation: string): string {
  return designation
    .toUpperCase()
    .replace(/[^A-Z0-9]+/g, " ")
    .trim()
    .replace(/(?<!\d) | (?!\d)/g, "");
}

function longestMatch(text: string, catalogue: BearingCatalogue): CatalogueBearing | undefined {
  for (let length = text.length; length > 0; length -= 1) {
    const found = SUFFIX.test(text.slice(length).trimStart()) ? catalogue.get(text.slice(0, length)) : undefined;
    if (found) return found;
  }
  return undefined;
}

/**
 * Finds a designation as people write it: any case, spaces, hyphens and slashes, with or without the maker's name, with suffixes for
 * seals, cage, clearance and design (`6205-2RSR-C3`, `SKF NU 205 ECP`, `7205 BEP`, `22228 CC/W33`). Suffixes that change the inside
 * (contact angle of angular contact bearings) are told apart.
 * Written without a gap, the longer number wins: `NU2212Z` is NU2212 with a shield, `NU221-2Z` is NU221 with two.
 * @returns undefined where the catalogue does not have it
 */
export function findBearing(designation: string, catalogue: BearingCatalogue = BEARING_CATALOGUE): CatalogueBearing | undefined {
  const text = compact(designation);
  return longestMatch(text, catalogue) ?? longestMatch(text.replace(MAKERS, ""), catalogue);
}
