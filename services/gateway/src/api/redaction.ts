import { ServiceError } from "@phm/service-kit";
import type { Request } from "express";
import { isHeld, permissionOf, sharedOf } from "../sharing/shared-request.js";
import type { Operation } from "./operation.js";

export type Redaction = (answer: unknown) => unknown;

/** What every record says of itself, whatever fields of it are shown. */
const ALWAYS_SHOWN = new Set(["id", "asset", "site", "acquisition", "point", "time", "startTime", "times", "resolution", "nextCursor"]);
/** Where the fields of a class are not those of the answer: the operation itself shows only the columns that are granted. */
const BY_COLUMN = new Set(["feature"]);

const whole: Redaction = (answer) => answer;

/** What an answer is cut down to before it leaves: nothing is cut for the owner, and for others all fields but those of their contract. */
export function redactionOf(operation: Operation, request: Request): Redaction {
  const shared = sharedOf(request);
  if (!shared || shared.shares === "several") return whole;
  // An operation that shows something without looking at its time would show all of it: rather it shows nothing.
  if (!isHeld(request)) throw new ServiceError("internal", `${operation.id} did not hold its answer against what is shared`);
  const fields = permissionOf(request)?.fields;
  if (!fields || BY_COLUMN.has(shared.shares)) return whole;
  const cut = (record: unknown) => onlyFields(record, (name) => fields.has(name) || ALWAYS_SHOWN.has(name));
  return (answer) => {
    const { items } = answer as { readonly items?: unknown };
    return Array.isArray(items) ? { ...(answer as object), items: items.map(cut) } : cut(answer);
  };
}

function onlyFields(record: unknown, isShown: (name: string) => boolean): unknown {
  if (typeof record !== "object" || record === null) return record;
  return Object.fromEntries(Object.entries(record).filter(([name]) => isShown(name)));
}
