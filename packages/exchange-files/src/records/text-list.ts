import type { FieldValue } from "./record-kind.js";

/** Between the items of a list in one cell. */
export const LIST_SEPARATOR = ";";

/** The texts of a cell that holds a list; none where it states nothing. */
export function textList(cell: FieldValue | undefined): string[] {
  return String(cell ?? "")
    .split(LIST_SEPARATOR)
    .map((each) => each.trim())
    .filter((each) => each !== "");
}
