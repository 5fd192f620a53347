import { failureModeCodec, faultKnowledgeToWire, knowledgeEntryFromWire, knowledgeRevisionFromWire } from "@phm/contracts";
import { DEFAULT_SITE, FAILURE_MODES, type FailureMode, InvalidValue, parseFaultKnowledge, siteId } from "@phm/domain";
import { type Request, type Response, Router } from "express";
import type { GatewayContext } from "../context.js";
import { bodyField, jsonBody } from "../json-body.js";
import { organisationOf, pageOf, queryText } from "../request-parameters.js";
import { changeOf } from "../revision-change.js";
import { knowledgeEntryView, knowledgeRevisionView } from "../views/knowledge-view.js";

const MAX_PAGE = 100;

/** The fault knowledge base of a site. `PUT` replaces an entry, `DELETE` returns to the suite's; both name the version that they change. */
export function knowledgeRoutes({ workorders }: GatewayContext): Router {
  const router = Router();
  const { knowledge } = workorders;
  router.get("/knowledge", async (request, response) => {
    const { entries } = await knowledge.listEntries(placeOf(request));
    response.json({ items: entries.map((entry) => knowledgeEntryView(knowledgeEntryFromWire(entry))) });
  });
  router.get("/knowledge/:mode", async (request, response) => {
    sendEntry(response, (await knowledge.getEntry(keyOf(request))).entry);
  });
  router.get("/knowledge/:mode/history", async (request, response) => {
    const { revisions, nextCursor } = await knowledge.getHistory({ ...keyOf(request), ...pageOf(request, MAX_PAGE) });
    const items = revisions.map((revision) => knowledgeRevisionView(knowledgeRevisionFromWire(revision)));
    response.json({ items, nextCursor: nextCursor || undefined });
  });
  router.put("/knowledge/:mode", jsonBody, async (request, response) => {
    const key = keyOf(request);
    const entry = parseFaultKnowledge({ ...objectOf(bodyField(request, "knowledge")), failureMode: modeOf(request) });
    const change = { ...key, ...changeOf(request), knowledge: faultKnowledgeToWire(entry) };
    sendEntry(response, (await knowledge.putEntry(change)).entry);
  });
  router.delete("/knowledge/:mode", jsonBody, async (request, response) => {
    sendEntry(response, (await knowledge.putEntry({ ...keyOf(request), ...changeOf(request) })).entry);
  });
  return router;
}

function sendEntry(response: Response, message: Parameters<typeof knowledgeEntryFromWire>[0]): void {
  const entry = knowledgeEntryFromWire(message);
  response.setHeader("ETag", `"${entry.version}"`);
  response.json(knowledgeEntryView(entry));
}

function placeOf(request: Request) {
  return { organisation: organisationOf(request), site: siteId(queryText(request, "site") ?? DEFAULT_SITE) };
}

/** @throws InvalidValue naming the failure modes that there are */
function modeOf(request: Request): FailureMode {
  const { mode } = request.params;
  if (FAILURE_MODES.includes(mode as FailureMode)) return mode as FailureMode;
  throw new InvalidValue("mode", mode, `one of ${FAILURE_MODES.join(", ")}`, "unknown_failure_mode");
}

function keyOf(request: Request) {
  return { ...placeOf(request), failureMode: failureModeCodec.toWire(modeOf(request)) };
}

function objectOf(value: unknown): object {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value;
  throw new InvalidValue("knowledge", value, "an object", "wrong_type");
}
