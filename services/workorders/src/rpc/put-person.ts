import type { PeopleService } from "@phm/contracts";
import { InvalidValue, organisationId } from "@phm/domain";
import type { MethodHandler } from "@phm/service-kit";
import type { People } from "../orders/people.js";

type PutPerson = MethodHandler<(typeof PeopleService)["method"]["putPerson"]>;

export function putPerson(people: People): PutPerson {
  return async ({ person }) => {
    if (!person) throw new InvalidValue("person", undefined, "present");
    const { organisation, id, name } = person;
    return { person: await people.put({ organisation: organisationId(organisation), id, name }) };
  };
}
