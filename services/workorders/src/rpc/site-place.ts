import { organisationId, siteId } from "@phm/domain";
import type { RevisionPlace } from "../revisions/revision-book.js";

/** The site that a request is about. @throws InvalidValue naming the field */
export function sitePlace(request: { readonly organisation: string; readonly site: string }): RevisionPlace {
  return { organisation: organisationId(request.organisation), site: siteId(request.site) };
}
