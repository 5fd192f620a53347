import { Router } from "express";
import type { GatewayContext } from "../context.js";
import { bodyText, jsonBody } from "../json-body.js";
import { organisationOf, pageOf } from "../request-parameters.js";

const MAX_PAGE = 500;

/** Whose the ids on work orders are. `DELETE` forgets a name; what the person did stays on record under the id. */
export function peopleRoutes({ workorders: { people } }: GatewayContext): Router {
  const router = Router();
  router.get("/people", async (request, response) => {
    const answer = await people.listPeople({ organisation: organisationOf(request), ...pageOf(request, MAX_PAGE) });
    response.json({ items: answer.people.map(({ id, name }) => ({ id, name })), nextCursor: answer.nextCursor || undefined });
  });
  router.put("/people/:id", jsonBody, async (request, response) => {
    const given = { organisation: organisationOf(request), id: String(request.params.id), name: bodyText(request, "name") };
    const { person } = await people.putPerson({ person: given });
    response.json(person && { id: person.id, name: person.name });
  });
  router.delete("/people/:id", async (request, response) => {
    const { erased } = await people.erasePerson({ organisation: organisationOf(request), id: request.params.id });
    response.status(erased ? 204 : 404).end();
  });
  return router;
}
