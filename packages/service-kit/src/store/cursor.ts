import { InvalidValue } from "@phm/domain";
import type { Scalar } from "./port.js";

/** A position in an ordered list: the sort values of the last item given. Null stands for a field left out. */
export type Position = readonly (Scalar | null)[];

/** Packs a position and the order that it belongs to into opaque text that fits a URL. */
export function encodeCursor(order: string, position: Position): string {
  return Buffer.from(JSON.stringify([order, ...position])).toString("base64url");
}

/**
 * Cursors come back from outside, so everything in them is checked: nothing but plain values may reach an engine.
 * @throws InvalidValue when the text is no cursor, or belongs to another order.
 */
export function decodeCursor(order: string, length: number, cursor: string): Position {
  const [itsOrder, ...position] = parse(cursor);
  if (position.length === length && itsOrder === order && position.every(isPositionValue) && typeof position.at(-1) === "string")
    return position;
  throw new InvalidValue("cursor", cursor, "the nextCursor of a page with the same sort", "bad_cursor");
}

function parse(cursor: string): unknown[] {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(cursor, "base64url").toString());
    return Array.isArray(parsed) ? parsed : [];
  } catch {
    return [];
  }
}

function isPositionValue(value: unknown): value is Scalar | null {
  return value === null || typeof value === "string" || typeof value === "number" || typeof value === "boolean";
}
