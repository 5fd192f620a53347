import { assetRefToWire } from "@phm/contracts";
import { InvalidValue } from "@phm/domain";
import { type Request, Router } from "express";
import type { GatewayContext } from "../context.js";
import { assetOf, queryText, rangeOf } from "../request-parameters.js";
import { gapMapView } from "../views/gap-view.js";
import { knownAssetOf } from "./known-asset.js";

const ANY_PAGE = 1;
const UNSTATED = 0;

/** When the measurement points of an asset were not measured. */
export function gapRoutes({ ingest }: GatewayContext): Router {
  const router = Router();
  router.get("/assets/:asset/gaps", async (request, response) => {
    const { fromNs, toNs } = rangeOf(request, ANY_PAGE);
    const known = knownAssetOf(response).config.points.map(({ id }) => id);
    const points = chosenPoints(known, queryText(request, "point"));
    const ref = assetRefToWire(assetOf(request));
    response.json(gapMapView(await ingest.archive.getGaps({ ref, points, fromNs, toNs, periodS: periodOf(request) })));
  });
  return router;
}

/** @throws InvalidValue naming those that the asset has */
function chosenPoints(known: readonly string[], point: string | undefined): string[] {
  if (point === undefined) return [...known];
  if (known.includes(point)) return [point];
  throw new InvalidValue("point", point, `a measurement point of the asset: ${known.join(", ")}`);
}

/** @throws InvalidValue */
function periodOf(request: Request): number {
  const text = queryText(request, "periodS");
  if (text === undefined) return UNSTATED;
  const periodS = Number(text);
  if (periodS > 0 && Number.isFinite(periodS)) return periodS;
  throw new InvalidValue("periodS", text, "a number above 0");
}
