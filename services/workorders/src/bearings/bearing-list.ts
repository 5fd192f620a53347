import type { BearingEntry } from "@phm/domain";
import { catalogueDesignation } from "@phm/pipeline";

export interface BearingPage {
  readonly entries: readonly BearingEntry[];
  readonly nextCursor?: string;
}

/**
 * A page of a catalogue by designation: those that a text is found in, whatever its case and spacing.
 * @param cursor designation of the last entry of the page before; entries that come or go meanwhile repeat or hide no other
 */
export function bearingPage(
  entries: readonly BearingEntry[],
  search: string,
  { limit, cursor = "" }: { limit: number; cursor?: string },
): BearingPage {
  const [text, designation] = [search.trim().toLowerCase(), catalogueDesignation(search)];
  const isFound = ({ figures, maker = "", notes = "" }: BearingEntry): boolean =>
    (designation !== "" && figures.designation.includes(designation)) ||
    [maker, figures.source, notes].some((field) => field.toLowerCase().includes(text));
  const found = entries
    .filter((entry) => entry.figures.designation > cursor && isFound(entry))
    .sort((a, b) => (a.figures.designation < b.figures.designation ? -1 : 1));
  const page = found.slice(0, limit);
  const last = page.at(-1)?.figures.designation;
  return found.length > limit && last !== undefined ? { entries: page, nextCursor: last } : { entries: page };
}
