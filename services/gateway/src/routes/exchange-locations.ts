import { InvalidValue } from "@phm/domain";
import { type Request, Router } from "express";
import type { GatewayContext } from "../context.js";
import { pageOf, queryText } from "../request-parameters.js";
import { locationReportView } from "../views/exchange-view.js";
import { SYSTEM_PATH, systemKeyOf } from "./exchange-key.js";

const MAX_PAGE = 100;

/** Where machines stand in the words of another system. */
export function exchangeLocationRoutes({ workorders: { exchange } }: GatewayContext): Router {
  const router = Router();
  const at = `${SYSTEM_PATH}/locations`;
  router.get(at, async (request, response) => {
    const { locations, nextCursor } = await exchange.listLocations({ ...systemKeyOf(request), ...pageOf(request, MAX_PAGE) });
    response.json({ items: locations.map(({ asset, location }) => ({ asset, location })), nextCursor: nextCursor || undefined });
  });
  router.post(`${at}/import`, async (request, response) => {
    try {
      response.json(locationReportView(await exchange.importLocations(partsOf(request))));
    } finally {
      // What is refused before its end is read to its end, so that the sender gets the answer.
      request.resume();
    }
  });
  router.delete(`${at}/:asset`, async (request, response) => {
    const { removed } = await exchange.removeLocation({ ...systemKeyOf(request), asset: request.params.asset });
    response.status(removed ? 204 : 404).end();
  });
  return router;
}

async function* partsOf(request: Request) {
  const header = { ...systemKeyOf(request), mapping: mappingOf(request), dryRun: flagOf(request, "dryRun") };
  yield { part: { case: "header" as const, value: header } };
  for await (const piece of request.iterator({ destroyOnReturn: false }))
    yield { part: { case: "chunk" as const, value: piece as Uint8Array } };
}

/** Of a table with a column for each of the two; what needs a mapping of its own is imported by `phm exchange import`. */
function mappingOf(request: Request): string {
  const column = (field: string) => ({ column: queryText(request, `${field}Column`) ?? field });
  const format = request.is("json") ? "json" : "csv";
  return JSON.stringify({ kind: "locations", format, fields: { asset: column("asset"), location: column("location") } });
}

/** Not guessed at: who misspells a dry run must not get a real one. */
function flagOf(request: Request, name: string): boolean {
  const value = queryText(request, name) ?? "false";
  if (value !== "true" && value !== "false") throw new InvalidValue(name, value, "true or false");
  return value === "true";
}
