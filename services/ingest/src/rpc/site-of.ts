import { organisationId, siteId } from "@phm/domain";
import type { Site } from "../retention/retention-policies.js";

/** @throws InvalidValue naming the part that is malformed */
export function siteOf({ organisation, site }: { readonly organisation: string; readonly site: string }): Site {
  return { organisation: organisationId(organisation), site: siteId(site) };
}
