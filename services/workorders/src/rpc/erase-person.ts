import type { PeopleService } from "@phm/contracts";
import { organisationId } from "@phm/domain";
import type { MethodHandler } from "@phm/service-kit";
import type { People } from "../orders/people.js";

type ErasePerson = MethodHandler<(typeof PeopleService)["method"]["erasePerson"]>;

export function erasePerson(people: People): ErasePerson {
  return async ({ organisation, id }) => ({ erased: await people.erase(organisationId(organisation), id) });
}
