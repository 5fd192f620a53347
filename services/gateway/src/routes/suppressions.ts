import { assetRefToWire, failureModeCodec, type SuppressionMessage, suppressionFromWire } from "@phm/contracts";
import { assetRef, DEFAULT_SITE, FAILURE_MODES, parseTimeNs } from "@phm/domain";
import { type Request, type Response, Router } from "express";
import type { GatewayContext } from "../context.js";
import { bodyText, bodyWord, jsonBody } from "../json-body.js";
import { organisationOf, pageOf, queryText } from "../request-parameters.js";
import { suppressionView } from "../views/suppression-view.js";

const MAX_PAGE = 500;
const ANY_TIME = 0n;

/** Faults that open no orders for a while, because they were false alarms: by asset, point (any where none is given) and failure mode. */
export function suppressionRoutes({ workorders: { suppressions } }: GatewayContext): Router {
  const router = Router();
  router.get("/suppressions", async (request, response) => {
    const asset = queryText(request, "asset") ?? "";
    const standingAt = queryText(request, "standingAt");
    const answer = await suppressions.listSuppressions({
      organisation: organisationOf(request),
      site: queryText(request, "site") ?? (asset ? DEFAULT_SITE : ""),
      asset,
      standingAtNs: standingAt === undefined ? ANY_TIME : parseTimeNs(standingAt, "standingAt"),
      ...pageOf(request, MAX_PAGE),
    });
    const items = answer.suppressions.map((each) => suppressionView(suppressionFromWire(each)));
    response.json({ items, nextCursor: answer.nextCursor || undefined });
  });
  router.post("/suppressions", jsonBody, async (request, response) => {
    send(response.status(201), (await suppressions.addSuppression(wantedOf(request))).suppression);
  });
  router.post("/suppressions/:id/lift", jsonBody, async (request: Request<{ id: string }>, response) => {
    const lift = { actor: bodyText(request, "actor"), reason: bodyText(request, "reason") };
    send(
      response,
      (await suppressions.liftSuppression({ organisation: organisationOf(request), id: request.params.id, ...lift })).suppression,
    );
  });
  return router;
}

function send(response: Response, message: SuppressionMessage | undefined): void {
  response.json(suppressionView(suppressionFromWire(message)));
}

function wantedOf(request: Request) {
  const site = queryText(request, "site") ?? DEFAULT_SITE;
  return {
    ref: assetRefToWire(assetRef(organisationOf(request), site, bodyText(request, "asset"))),
    point: bodyText(request, "point"),
    failureMode: failureModeCodec.toWire(bodyWord(request, "failureMode", FAILURE_MODES)),
    untilNs: parseTimeNs(bodyText(request, "until"), "until"),
    reason: bodyText(request, "reason"),
    actor: bodyText(request, "actor"),
  };
}
