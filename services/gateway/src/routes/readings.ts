import { assetRefToWire } from "@phm/contracts";
import { DEFAULT_SITE, InvalidValue, siteId } from "@phm/domain";
import { type Request, Router } from "express";
import type { GatewayContext } from "../context.js";
import { assetOf, organisationOf, queryText, rangeOf } from "../request-parameters.js";
import { coverageView, latestReadingView, readingColumnsView } from "../views/reading-view.js";

const MAX_ROWS = 1_000;
const EACH_READING_S = 0;
const HOUR_S = 3_600;
const NOW_NS = 0n;

/** Slow readings of a machine, and which points of a site report at all. */
export function readingRoutes({ ingest: { readings } }: GatewayContext): Router {
  const router = Router();
  router.get("/assets/:asset/readings", async (request, response) => {
    const { latest } = await readings.listReadingPoints({ ref: assetRefToWire(assetOf(request)) });
    response.json({ latest: latest.map(latestReadingView) });
  });
  router.get("/assets/:asset/readings/:point", async (request, response) => {
    const { point } = request.params;
    const resolutionS = secondsOf(request, "resolutionS") ?? EACH_READING_S;
    const ref = assetRefToWire(assetOf(request));
    response.json(readingColumnsView(await readings.listReadings({ ref, point, resolutionS, ...rangeOf(request, MAX_ROWS) })));
  });
  router.get("/coverage", async (request, response) => {
    const organisation = organisationOf(request);
    const site = siteId(queryText(request, "site") ?? DEFAULT_SITE);
    const withinS = secondsOf(request, "withinS") ?? HOUR_S;
    response.json(coverageView(await readings.getCoverage({ organisation, site, withinS, atNs: NOW_NS })));
  });
  return router;
}

/** @throws InvalidValue */
function secondsOf(request: Request, name: string): number | undefined {
  const text = queryText(request, name);
  if (text === undefined) return undefined;
  const seconds = Number(text);
  if (seconds > 0 && Number.isFinite(seconds)) return seconds;
  throw new InvalidValue(name, text, "a number above 0");
}
