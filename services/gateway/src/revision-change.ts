import { InvalidValue } from "@phm/domain";
import type { Request } from "express";
import { bodyText } from "./json-body.js";

const ENTITY_TAG = /^"(\d{1,15})"$/;

/**
 * Who changes which version of a site's data, and why: `If-Match` with the entity tag of a read, and `author` and `note` of the body.
 * @throws InvalidValue where one is missing or malformed
 */
export function changeOf(request: Request): { expectedVersion: bigint; author: string; note: string } {
  const tag = ENTITY_TAG.exec(request.get("if-match") ?? "");
  if (!tag) throw new InvalidValue("If-Match", request.get("if-match"), 'the ETag that the entry was read with, such as "0"');
  return { expectedVersion: BigInt(tag[1] as string), author: bodyText(request, "author"), note: bodyText(request, "note") };
}
