import { assetRefToWire } from "@phm/contracts";
import { DEFAULT_SITE, siteId } from "@phm/domain";
import { operation } from "../api/operation.js";
import { PLACE, page, positiveParameter, RANGE } from "../api/parameters.js";
import { assetOf, organisationOf, rangeOf } from "../request-parameters.js";
import { coverage, latestReadings, readingColumns } from "../schemas/readings.js";
import { coverageView, latestReadingView, readingColumnsView } from "../views/reading-view.js";

const MAX_ROWS = 1_000;
const EACH_READING_S = 0;
const HOUR_S = 3_600;
const NOW_NS = 0n;
const TAG = "Readings";

/** Slow readings of a machine, and which points of a site report at all. */
export const readingOperations = [
  operation({
    id: "listLatestReadings",
    method: "get",
    path: "/assets/:asset/readings",
    demand: "read",
    tag: TAG,
    summary: "The latest slow reading of each point",
    query: PLACE,
    answer: latestReadings,
    handle: async ({ ingest }, { request }) => {
      const { latest } = await ingest.readings.listReadingPoints({ ref: assetRefToWire(assetOf(request)) });
      return { latest: latest.map(latestReadingView) };
    },
  }),
  operation({
    id: "listReadings",
    method: "get",
    path: "/assets/:asset/readings/:point",
    demand: "read",
    shares: "reading",
    tag: TAG,
    summary: "Slow readings of a point over time, in columns",
    query: {
      ...PLACE,
      ...RANGE,
      ...page(MAX_ROWS),
      resolutionS: positiveParameter.optional().describe("One row for each so many seconds; each reading where it is not given."),
    },
    answer: readingColumns,
    handle: async ({ ingest }, { params, query, request }) => {
      const ref = assetRefToWire(assetOf(request));
      const asked = { ref, point: params.point ?? "", resolutionS: query.resolutionS ?? EACH_READING_S, ...rangeOf(request, MAX_ROWS) };
      return readingColumnsView(await ingest.readings.listReadings(asked));
    },
  }),
  operation({
    id: "getCoverage",
    method: "get",
    path: "/coverage",
    demand: "read",
    tag: TAG,
    summary: "Which points of a site reported on time, and which did not",
    query: { ...PLACE, withinS: positiveParameter.optional().describe("On time: heard of within so many seconds; an hour unless said.") },
    answer: coverage,
    handle: async ({ ingest }, { query, request }) => {
      const site = siteId(query.site ?? DEFAULT_SITE);
      const asked = { organisation: organisationOf(request), site, withinS: query.withinS ?? HOUR_S, atNs: NOW_NS };
      return coverageView(await ingest.readings.getCoverage(asked));
    },
  }),
];
