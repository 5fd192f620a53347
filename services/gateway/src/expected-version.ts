import { InvalidValue } from "@phm/domain";
import type { Request } from "express";

const ENTITY_TAG = /^"(\d{1,18})"$/;

/**
 * The version of `If-Match`, which is the ETag of what the caller has seen; 0, for any, where none is given.
 * @param what what has the ETag, for the message
 * @throws InvalidValue for anything but one ETag of ours
 */
export function expectedVersionOf(request: Pick<Request, "get">, what: string): bigint {
  const header = request.get("If-Match");
  if (header === undefined || header === "*") return 0n;
  const version = ENTITY_TAG.exec(header)?.[1];
  if (version === undefined) throw new InvalidValue("If-Match", header, `the ETag of the ${what}`);
  return BigInt(version);
}
