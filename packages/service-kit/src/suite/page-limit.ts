import { ServiceError } from "../errors/service-error.js";

/** How many items a page may have: 0 asks for the fallback. @throws ServiceError invalid_argument naming the limit. */
export function pageLimit(asked: number, { max, fallback }: { max: number; fallback: number }): number {
  if (asked === 0) return fallback;
  if (asked >= 1 && asked <= max) return asked;
  const limit = `1 to ${max}, or 0 for ${fallback}`;
  throw new ServiceError("invalid_argument", `limit is ${asked}; it must be ${limit}`, { field: "limit", value: String(asked), limit });
}
