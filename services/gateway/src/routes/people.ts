import { InvalidValue } from "@phm/domain";
import { ServiceError } from "@phm/service-kit";
import { z } from "zod";
import { operation } from "../api/operation.js";
import { listOf, organisation, page } from "../api/parameters.js";
import { organisationOf, pageOf } from "../request-parameters.js";

const MAX_PAGE = 500;
const TAG = "People";

const person = z.strictObject({ id: z.string(), name: z.string() }).meta({ id: "Person", description: "Whose an id on work orders is." });

/** Whose the ids on work orders are. */
export const peopleOperations = [
  operation({
    id: "listPeople",
    method: "get",
    path: "/people",
    demand: "read",
    tag: TAG,
    summary: "Whose the ids on work orders are",
    query: { organisation, ...page(MAX_PAGE) },
    answer: listOf(person),
    handle: async ({ workorders }, { request }) => {
      const answer = await workorders.people.listPeople({ organisation: organisationOf(request), ...pageOf(request, MAX_PAGE) });
      return { items: answer.people.map(({ id, name }) => ({ id, name })), nextCursor: answer.nextCursor || undefined };
    },
  }),
  operation({
    id: "putPerson",
    method: "put",
    path: "/people/:id",
    demand: "administer",
    tag: TAG,
    summary: "Says whose an id is",
    query: { organisation },
    body: z.strictObject({ name: z.string() }),
    answer: person,
    handle: async ({ workorders }, { params, body, request }) => {
      const given = { organisation: organisationOf(request), id: params.id ?? "", name: body.name };
      const answer = await workorders.people.putPerson({ person: given });
      if (!answer.person) throw new InvalidValue("person", undefined, "present");
      return { id: answer.person.id, name: answer.person.name };
    },
  }),
  operation({
    id: "erasePerson",
    method: "delete",
    path: "/people/:id",
    demand: "administer",
    tag: TAG,
    summary: "Forgets a name",
    description: "What the person did stays on record under the id.",
    query: { organisation },
    handle: async ({ workorders }, { params, request }) => {
      const { erased } = await workorders.people.erasePerson({ organisation: organisationOf(request), id: params.id ?? "" });
      if (!erased) throw new ServiceError("not_found", `nobody is known as ${params.id}`);
    },
  }),
];
