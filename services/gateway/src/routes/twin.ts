import { assetRefToWire } from "@phm/contracts";
import { expectedFrequencies, type FrequencyKind } from "@phm/diagnostics";
import { type AssetConfig, InvalidValue } from "@phm/domain";
import type { Request } from "express";
import { z } from "zod";
import { operation } from "../api/operation.js";
import { integerParameter, PLACE, positiveParameter, RANGE } from "../api/parameters.js";
import { assetOf, rangeOf } from "../request-parameters.js";
import { FAULTY_PARTS, triedFault, twin, twinComparison } from "../schemas/twin.js";
import { comparisonView, triedFaultView, twinView } from "../views/twin-view.js";
import { knownAssetOf } from "./known-asset.js";

const ANY_PAGE = 1;
const TAG = "Twin";
/** Any speed will do to tell orders. */
const ONE_TURN_PER_SECOND_RPM = 60;

/** The recordings that a twin is made from: without `to`, the first 16 from `from` on; else 16 evenly spread ones. */
const BASELINE = {
  ...PLACE,
  ...RANGE,
  point: z
    .string()
    .describe(
      "Measurement point. `from` and `to` are the time in which the machine is taken as sound; its first 16 acquisitions unless said.",
    ),
};

/** A model of the machine fitted to its own recordings: what is expected of it, and what a fault would look like. */
export const twinOperations = [
  operation({
    id: "getTwin",
    method: "get",
    path: "/assets/:asset/twin",
    demand: "read",
    tag: TAG,
    summary: "The model of a machine fitted to its own recordings, and how well it fits",
    query: BASELINE,
    answer: twin,
    handle: async ({ twins }, { query, request }) =>
      twinView(await twins.getTwin({ baseline: baselineOf(request, query.point) }), query.point),
  }),
  operation({
    id: "compareWithTwin",
    method: "get",
    path: "/assets/:asset/acquisitions/:acquisition/twin",
    demand: "read",
    tag: TAG,
    summary: "An archived acquisition beside what the twin expects at its speed",
    query: { ...BASELINE, maxLines: integerParameter(16, 8_192).optional().describe("How many values at most; 2048 unless said.") },
    answer: twinComparison,
    handle: async ({ twins }, { params, query, request }) => {
      const { point, maxLines = 0 } = query;
      const of = { acquisition: String(params.acquisition), point };
      return comparisonView(await twins.compareWithTwin({ baseline: baselineOf(request, point), ...of, maxLines }), of);
    },
  }),
  operation({
    id: "tryFault",
    method: "get",
    path: "/assets/:asset/twin/fault",
    demand: "read",
    tag: TAG,
    summary: "What a fault of the point's bearing would look like there, and the smallest that would be seen",
    query: {
      ...BASELINE,
      part: z.enum(FAULTY_PARTS).describe("Where the defect is."),
      defectMm: positiveParameter.describe(
        "Length of the defect along the race, 0.01 to 50 mm. How hard it strikes is the simulator's law, not this machine's.",
      ),
      speedRpm: positiveParameter.optional().describe("Speed of the reference shaft; the median of the recordings unless said."),
    },
    answer: triedFault,
    handle: async ({ twins }, { query, request, response }) => {
      const { point, part, defectMm, speedRpm = 0 } = query;
      const strikes = strikesOf(knownAssetOf(response).config, point, part);
      const tried = await twins.tryFault({ baseline: baselineOf(request, point), ...strikes, defectMm, speedRpm });
      return triedFaultView(tried, { point, part, defectMm });
    },
  }),
];

function baselineOf(request: Request, point: string) {
  const { fromNs, toNs } = rangeOf(request, ANY_PAGE);
  return { ref: assetRefToWire(assetOf(request)), point, fromNs, toNs };
}

/**
 * How a defect strikes, in orders of the reference shaft: one of the outer race stands in the load zone, one of the inner race passes it
 * with every turn of the bearing's shaft, one of a rolling element, which strikes both races, with every turn of the cage.
 * @throws InvalidValue for a point without a bearing whose orders are known
 */
function strikesOf(config: AssetConfig, point: string, part: (typeof FAULTY_PARTS)[number]) {
  const { frequencies } = expectedFrequencies(config, ONE_TURN_PER_SECOND_RPM);
  const orderOf = (kind: FrequencyKind) => frequencies.find((line) => line.element === point && line.kind === kind)?.order;
  const [bpfo, bpfi, bsf, ftf] = (["bearing_bpfo", "bearing_bpfi", "bearing_bsf", "bearing_ftf"] as const).map(orderOf);
  if (bpfo === undefined || bpfi === undefined || bsf === undefined || ftf === undefined) {
    throw new InvalidValue("point", point, "a point with a bearing whose orders, geometry or catalogued designation the register states");
  }
  switch (part) {
    case "outer_race":
      return { strikeOrder: bpfo, carrierOrder: 0 };
    case "inner_race":
      // Of z rolling elements BPFO = z·FTF and BPFI = z·(shaft − FTF): what is left is the turn of the bearing's shaft.
      return { strikeOrder: bpfi, carrierOrder: ((bpfo + bpfi) * ftf) / bpfo };
    case "rolling_element":
      return { strikeOrder: 2 * bsf, carrierOrder: ftf };
  }
}
