import {
  inspectionRouteFromWire,
  inspectionRouteToWire,
  inspectionStandardFromWire,
  inspectionStandardToWire,
  type RouteRevisionMessage,
  type StandardRevisionMessage,
} from "@phm/contracts";
import { InvalidValue } from "@phm/domain";
import { type Response, Router } from "express";
import type { GatewayContext } from "../context.js";
import { jsonBody } from "../json-body.js";
import { labelSheet, pointCode } from "../pages/point-labels.js";
import { pageOf, queryText, rangeOf } from "../request-parameters.js";
import { changeOf } from "../revision-change.js";
import { readingView, routeView, standardView } from "../views/inspection-view.js";
import { inspectionKeyOf, inspectionPlaceOf, routeOf, standardOf } from "./inspection-body.js";

const MAX_PAGE = 500;
const MAX_HISTORY = 100;

/** Inspection points with their standards and labels, and routes past them. A change names the version that was read (`If-Match`, `"0"` for new). */
export function inspectionPlanRoutes({ workorders: { inspection } }: GatewayContext): Router {
  const router = Router();
  router.get("/inspection/points", async (request, response) => {
    const asset = queryText(request, "asset") ?? "";
    response.json({ items: (await inspection.listStandards({ ...inspectionPlaceOf(request), asset })).standards.map(standardView) });
  });
  router.get("/inspection/points/:code", async (request, response) => {
    sendStandard(
      response,
      (await inspection.getStandard({ ...inspectionKeyOf(request), version: versionOf(queryText(request, "version")) })).standard,
    );
  });
  router.put("/inspection/points/:code", jsonBody, async (request, response) => {
    const standard = inspectionStandardToWire(standardOf(request));
    sendStandard(response, (await inspection.putStandard({ standard, ...changeOf(request) })).standard);
  });
  router.delete("/inspection/points/:code", jsonBody, async (request, response) => {
    sendStandard(response, (await inspection.withdrawStandard({ ...inspectionKeyOf(request), ...changeOf(request) })).standard);
  });
  router.get("/inspection/points/:code/history", async (request, response) => {
    const { standards, nextCursor } = await inspection.getStandardHistory({ ...inspectionKeyOf(request), ...pageOf(request, MAX_HISTORY) });
    response.json({ items: standards.map(standardView), nextCursor: nextCursor || undefined });
  });
  router.get("/inspection/points/:code/readings", async (request, response) => {
    const { code: point, ...place } = inspectionKeyOf(request);
    const { readings, nextCursor } = await inspection.listReadings({ ...place, point, ...rangeOf(request, MAX_PAGE) });
    response.json({ items: readings.map(readingView), nextCursor: nextCursor || undefined });
  });
  router.get("/inspection/points/:code/label.svg", async (request, response) => {
    const { standard } = await inspection.getStandard(inspectionKeyOf(request));
    response.type("image/svg+xml").send(pointCode(inspectionStandardFromWire(standard?.standard)));
  });
  router.get("/inspection/routes", async (request, response) => {
    response.json({ items: (await inspection.listRoutes(inspectionPlaceOf(request))).routes.map(routeView) });
  });
  router.get("/inspection/routes/:code", async (request, response) => {
    sendRoute(response, (await inspection.getRoute(inspectionKeyOf(request))).route);
  });
  router.put("/inspection/routes/:code", jsonBody, async (request, response) => {
    sendRoute(response, (await inspection.putRoute({ route: inspectionRouteToWire(routeOf(request)), ...changeOf(request) })).route);
  });
  router.delete("/inspection/routes/:code", jsonBody, async (request, response) => {
    sendRoute(response, (await inspection.withdrawRoute({ ...inspectionKeyOf(request), ...changeOf(request) })).route);
  });
  router.get("/inspection/routes/:code/labels", async (request, response) => {
    const { route, standards } = await inspection.getRoute(inspectionKeyOf(request));
    const { code, name } = inspectionRouteFromWire(route?.route);
    const points = standards.map(({ standard }) => inspectionStandardFromWire(standard));
    response.type("html").send(labelSheet(`${code} ${name.zh} ${name.en}`, points));
  });
  return router;
}

function versionOf(text: string | undefined): bigint {
  if (text === undefined) return 0n;
  if (/^[1-9]\d{0,14}$/.test(text)) return BigInt(text);
  throw new InvalidValue("version", text, "the number of a version, at least 1");
}

function sendStandard(response: Response, message: StandardRevisionMessage | undefined): void {
  if (!message) throw new InvalidValue("standard", undefined, "present");
  response.setHeader("ETag", `"${message.revision?.version ?? 0n}"`);
  response.json(standardView(message));
}

function sendRoute(response: Response, message: RouteRevisionMessage | undefined): void {
  if (!message) throw new InvalidValue("route", undefined, "present");
  response.setHeader("ETag", `"${message.revision?.version ?? 0n}"`);
  response.json(routeView(message));
}
