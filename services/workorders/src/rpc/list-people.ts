import type { PeopleService } from "@phm/contracts";
import { organisationId } from "@phm/domain";
import { type MethodHandler, page } from "@phm/service-kit";
import type { People } from "../orders/people.js";
import { LIST_LIMIT } from "./list-limit.js";

type ListPeople = MethodHandler<(typeof PeopleService)["method"]["listPeople"]>;

/** By id. */
export function listPeople(people: People): ListPeople {
  return async (request) => {
    const { people: found, nextCursor } = await people.list(organisationId(request.organisation), page(request, LIST_LIMIT));
    return { people: found, nextCursor: nextCursor ?? "" };
  };
}
