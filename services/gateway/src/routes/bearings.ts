import { bearingEntryFromWire, bearingRevisionFromWire, siteBearingToWire } from "@phm/contracts";
import { DEFAULT_SITE, siteId } from "@phm/domain";
import { type Request, type Response, Router } from "express";
import type { GatewayContext } from "../context.js";
import { jsonBody } from "../json-body.js";
import { organisationOf, pageOf, queryText } from "../request-parameters.js";
import { changeOf } from "../revision-change.js";
import { bearingEntryView, bearingRevisionView } from "../views/bearing-view.js";
import { bearingOf } from "./bearing-body.js";

const MAX_PAGE = 500;
const MAX_HISTORY_PAGE = 100;

/**
 * The bearing catalogue of a site. `PUT` adds a bearing or overrides a built-in one, `DELETE` takes the site's entry back; both name the
 * version that they change. The assets that use it are announced anew before the answer.
 */
export function bearingRoutes({ workorders: { bearings } }: GatewayContext): Router {
  const router = Router();
  router.get("/bearings", async (request, response) => {
    const search = queryText(request, "search") ?? "";
    const { entries, nextCursor } = await bearings.listBearings({ ...placeOf(request), search, ...pageOf(request, MAX_PAGE) });
    response.json({ items: entries.map((entry) => bearingEntryView(bearingEntryFromWire(entry))), nextCursor: nextCursor || undefined });
  });
  router.get("/bearings/:designation", async (request, response) => {
    sendEntry(response, (await bearings.getBearing(keyOf(request))).entry);
  });
  router.get("/bearings/:designation/history", async (request, response) => {
    const { revisions, nextCursor } = await bearings.getBearingHistory({ ...keyOf(request), ...pageOf(request, MAX_HISTORY_PAGE) });
    const items = revisions.map((revision) => bearingRevisionView(bearingRevisionFromWire(revision)));
    response.json({ items, nextCursor: nextCursor || undefined });
  });
  router.put("/bearings/:designation", jsonBody, async (request, response) => {
    const { designation, ...place } = keyOf(request);
    const bearing = siteBearingToWire(bearingOf(request, designation));
    sendEntry(response, (await bearings.putBearing({ ...place, ...changeOf(request), bearing })).entry);
  });
  router.delete("/bearings/:designation", jsonBody, async (request, response) => {
    const { version, entry } = await bearings.removeBearing({ ...keyOf(request), ...changeOf(request) });
    response.setHeader("ETag", `"${version}"`);
    if (entry) response.json(bearingEntryView(bearingEntryFromWire(entry)));
    else response.status(204).end();
  });
  return router;
}

function sendEntry(response: Response, message: Parameters<typeof bearingEntryFromWire>[0]): void {
  const entry = bearingEntryFromWire(message);
  response.setHeader("ETag", `"${entry.version}"`);
  response.json(bearingEntryView(entry));
}

function placeOf(request: Request) {
  return { organisation: organisationOf(request), site: siteId(queryText(request, "site") ?? DEFAULT_SITE) };
}

function keyOf(request: Request) {
  return { ...placeOf(request), designation: String(request.params.designation) };
}
