import { assetRefToWire } from "@phm/contracts";
import { InvalidValue } from "@phm/domain";
import { z } from "zod";
import { operation } from "../api/operation.js";
import { PLACE, positiveParameter, RANGE } from "../api/parameters.js";
import { assetOf, rangeOf } from "../request-parameters.js";
import { gapMap } from "../schemas/gaps.js";
import { gapMapView } from "../views/gap-view.js";
import { knownAssetOf } from "./known-asset.js";

const ANY_PAGE = 1;
const UNSTATED = 0;

export const gapOperations = [
  operation({
    id: "getGaps",
    method: "get",
    path: "/assets/:asset/gaps",
    demand: "read",
    tag: "Assets",
    summary: "When the measurement points of an asset were not measured",
    query: {
      ...PLACE,
      ...RANGE,
      point: z.string().optional().describe("Only this measurement point."),
      periodS: positiveParameter
        .optional()
        .describe("Time that is meant to lie between acquisitions; else it is learnt from what is there."),
    },
    answer: gapMap,
    handle: async ({ ingest }, { query, request, response }) => {
      const { fromNs, toNs } = rangeOf(request, ANY_PAGE);
      const known = knownAssetOf(response).config.points.map(({ id }) => id);
      const points = chosenPoints(known, query.point);
      const ref = assetRefToWire(assetOf(request));
      return gapMapView(await ingest.archive.getGaps({ ref, points, fromNs, toNs, periodS: query.periodS ?? UNSTATED }));
    },
  }),
];

/** @throws InvalidValue naming those that the asset has */
function chosenPoints(known: readonly string[], point: string | undefined): string[] {
  if (point === undefined) return [...known];
  if (known.includes(point)) return [point];
  throw new InvalidValue("point", point, `a measurement point of the asset: ${known.join(", ")}`);
}
