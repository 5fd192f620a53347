import { catalogueDesignation } from "./bearing-designation.js";

const MAX_SUGGESTIONS = 3;

/**
 * Designations that look like one that no catalogue has, the nearest first: those with the fewest letters and digits changed, put in or
 * left out. None where even the nearest has little in common with it.
 * Example: `6250` -> 6205, … ; `PUMP-7` -> none.
 */
export function nearestDesignations(written: string, designations: Iterable<string>): string[] {
  const text = catalogueDesignation(written);
  const limit = Math.floor(text.length / 3);
  const near: { readonly designation: string; readonly edits: number }[] = [];
  for (const designation of designations) {
    if (Math.abs(designation.length - text.length) > limit) continue;
    const edits = editsBetween(text, designation);
    if (edits <= limit) near.push({ designation, edits });
  }
  near.sort((a, b) => a.edits - b.edits || (a.designation < b.designation ? -1 : 1));
  return near.slice(0, MAX_SUGGESTIONS).map(({ designation }) => designation);
}

/** Insertions, deletions, replacements and swaps of neighbours (optimal string alignment). */
function editsBetween(one: string, other: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: other.length + 1 }, (_, column) => column);
  for (let row = 1; row <= one.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= other.length; column += 1) {
      const change = one[row - 1] === other[column - 1] ? 0 : 1;
      const isSwap = row > 1 && column > 1 && one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
      current[column] = Math.min(
        (current[column - 1] as number) + 1,
        (last[column] as number) + 1,
        (last[column - 1] as number) + change,
        isSwap ? (beforeLast[column - 2] as number) + 1 : Number.POSITIVE_INFINITY,
      );
    }
    [beforeLast, last] = [last, current];
  }
  return last[other.length] as number;
}
