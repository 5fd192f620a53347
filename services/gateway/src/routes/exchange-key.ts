import { DEFAULT_SITE, siteId } from "@phm/domain";
import type { Request } from "express";
import { organisationOf, queryText } from "../request-parameters.js";

export const SYSTEM_PATH = "/exchange/systems/:system";

/** Which system of which site a request is about; the default site where none is named. @throws InvalidValue for a malformed site */
export function systemKeyOf(request: Request) {
  const site = siteId(queryText(request, "site") ?? DEFAULT_SITE);
  return { organisation: organisationOf(request), site, system: String(request.params.system) };
}
