import { BEARING_CATALOGUE, type BearingCatalogue, type CatalogueBearing } from "./bearing-catalogue.js";

/** Names of makers that people write before the designation. */
const MAKERS =
  /^(SKF|FAG|INA|SCHAEFFLER|NSK|NTN|SNR|KOYO|JTEKT|NACHI|TIMKEN|FAFNIR|TORRINGTON|RHP|MRC|MB|REXNORD|LDK|ZWZ|HRB|LYC|URB|NBC|ZKL|KG)(?=.)/;
/** What may follow the number: seals and shields (2RS, 2Z), or anything that begins with a letter (C3, ETN9, ZZ). */
const SUFFIX = /^($|[A-Z]|2(RS|RZ|Z|LS))/;

/**
 * A designation as catalogues have it: capitals and digits, parts of a number that stand apart kept apart. `SKF 6205-2RSR/C3` becomes
 * `SKF6205 2RSRC3`. Empty where nothing of it can be looked up.
 */
export function catalogueDesignation(written: string): string {
  return written
    .toUpperCase()
    .replace(/[^A-Z0-9]+/g, " ")
    .trim()
    .replace(/(?<!\d) | (?!\d)/g, "");
}

/** The text, then what is left of it without suffixes, the longest first. */
function withoutSuffixes(text: string): string[] {
  const lengths = Array.from(text, (_, i) => text.length - i);
  return lengths.filter((length) => SUFFIX.test(text.slice(length).trimStart())).map((length) => text.slice(0, length));
}

/** Under which designations of a catalogue a written one may stand, the likeliest first. */
export function designationCandidates(written: string): string[] {
  const text = catalogueDesignation(written);
  const withoutMaker = text.replace(MAKERS, "");
  return [...withoutSuffixes(text), ...(withoutMaker === text ? [] : withoutSuffixes(withoutMaker))];
}

/**
 * Finds a designation as people write it: any case, spaces, hyphens and slashes, with or without the maker's name, with suffixes for
 * seals, cage, clearance and design (`6205-2RSR-C3`, `SKF NU 205 ECP`, `7205 BEP`, `22228 CC/W33`). Suffixes that change the inside
 * (contact angle of angular contact bearings) are told apart.
 * Written without a gap, the longer number wins: `NU2212Z` is NU2212 with a shield, `NU221-2Z` is NU221 with two.
 * @returns undefined where the catalogue does not have it
 */
export function findBearing(designation: string, catalogue: BearingCatalogue = BEARING_CATALOGUE): CatalogueBearing | undefined {
  const found = designationCandidates(designation).find((candidate) => catalogue.has(candidate));
  return found === undefined ? undefined : catalogue.get(found);
}
