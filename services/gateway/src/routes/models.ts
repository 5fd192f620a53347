import { type ModelRecordMessage, modelScopeToWire, modelStateCodec } from "@phm/contracts";
import { DEFAULT_SITE, InvalidValue, siteId, TIME_SCALES, type TimeScale } from "@phm/domain";
import { httpStatusOf } from "@phm/service-kit";
import { type Request, type Response, Router } from "express";
import type { GatewayContext } from "../context.js";
import { expectedVersionOf } from "../expected-version.js";
import { bodyField, bodyFlag, bodyText, bodyWord, jsonBody } from "../json-body.js";
import { organisationOf, pageOf, queryText } from "../request-parameters.js";
import { gateView, modelEventView, modelView } from "../views/model-view.js";

const MAX_PAGE = 500;
/** A decision that was not answered may have been carried out, and a second rollback goes back one model more. */
const ONCE = { idempotent: false };

/** The models of remaining life of a site: what there is, what speaks, who decided it. */
export function modelRoutes({ predict: { models } }: GatewayContext): Router {
  const router = Router();
  router.get("/models", async (request, response) => {
    const { models: items, version } = await models.listModels({ scope: scopeOf(request) });
    response.setHeader("ETag", `"${version}"`);
    response.json({ items: items.map(modelView) });
  });
  router.get("/models/:model", async (request, response) => {
    const { model, version, gate } = await models.getModel({ scope: scopeOf(request), model: request.params.model });
    sendModel(response, model, version, gate ? { gate: gateView(gate) } : {});
  });
  router.get("/models/:model/document", async (request, response) => {
    const { document } = await models.getModel({ scope: scopeOf(request), model: request.params.model, withDocument: true });
    response.type("application/json").send(Buffer.from(document));
  });
  router.get("/model-events", async (request, response) => {
    const asked = { scope: scopeOf(request), model: queryText(request, "model") ?? "", ...pageOf(request, MAX_PAGE) };
    const { events, nextCursor } = await models.listModelEvents(asked);
    response.json({ items: events.map(modelEventView), nextCursor: nextCursor || undefined });
  });
  router.post("/models/:model/promote", jsonBody, async (request, response) => {
    const to = modelStateCodec.toWire(bodyWord(request, "to", ["challenger", "champion"]));
    const force = bodyField(request, "force") !== undefined && bodyFlag(request, "force");
    const answer = await models.promoteModel({ ...decisionOf(request), model: String(request.params.model), to, force }, ONCE);
    if (answer.promoted) return sendModel(response, answer.model, answer.version, answer.gate ? { gate: gateView(answer.gate) } : {});
    sendRefusal(response, answer.gate ? gateView(answer.gate) : undefined);
  });
  router.post("/models/:model/rollback", jsonBody, async (request, response) => {
    const decision = decisionOf(request);
    const { model, version } = await models.getModel({ scope: decision.scope, model: String(request.params.model) });
    // Whoever names a model means the role that it has now: it must not have another when the decision is carried out.
    const expectedVersion = decision.expectedVersion || version;
    const role = roleOf(model);
    const { champion, version: after } = await models.rollbackModel({ ...decision, role, expectedVersion }, ONCE);
    sendModel(response, champion, after);
  });
  return router;
}

function scopeOf(request: Request) {
  return modelScopeToWire({
    organisation: organisationOf(request),
    site: siteId(queryText(request, "site") ?? DEFAULT_SITE),
    timeScale: timeScaleOf(queryText(request, "timeScale")),
  });
}

function timeScaleOf(text = "overload_rig"): TimeScale {
  const known = TIME_SCALES.find((name) => name === text);
  if (known) return known;
  throw new InvalidValue("timeScale", text, `one of ${TIME_SCALES.join(", ")}`, "unknown_word");
}

function decisionOf(request: Request) {
  return {
    scope: scopeOf(request),
    actor: bodyText(request, "actor"),
    reason: bodyText(request, "reason"),
    expectedVersion: expectedVersionOf(request, "models"),
  };
}

/** @throws InvalidValue for a model that neither speaks nor runs in shadow */
function roleOf(model: ModelRecordMessage | undefined) {
  const state = modelStateCodec.fromWire(model?.state ?? 0, "state");
  if (state === "champion" || state === "challenger") return modelStateCodec.toWire(state);
  throw new InvalidValue("model", `${model?.model} (${state})`, "the champion or the challenger", "illegal_state");
}

function sendModel(response: Response, model: ModelRecordMessage | undefined, version: bigint, more: object = {}): void {
  if (!model) throw new InvalidValue("model", undefined, "present");
  response.setHeader("ETag", `"${version}"`);
  response.json({ ...modelView(model), ...more });
}

/** The gate has refused: a problem (RFC 9457) with the comparison. */
function sendRefusal(response: Response, gate: ReturnType<typeof gateView> | undefined): void {
  const code = "failed_precondition";
  const status = httpStatusOf(code);
  const failed = gate?.criteria.filter(({ passed }) => !passed).map(({ measure, over }) => `${measure} over ${over} lives`) ?? [];
  const detail = `the challenger does not pass the gate: ${failed.join(", ")}`;
  response
    .status(status)
    .type("application/problem+json")
    .send({ type: "about:blank", title: code.replaceAll("_", " "), status, code, detail, gate });
}
