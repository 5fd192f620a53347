import { type ArchivedAcquisitionMessage, acquisitionFromWire, assetRefToWire } from "@phm/contracts";
import { type Acquisition, type AcquisitionChannel, InvalidValue } from "@phm/domain";
import type { Request } from "express";
import { z } from "zod";
import { operation } from "../api/operation.js";
import { integerParameter, listOf, nonNegativeParameter, PLACE, page, RANGE } from "../api/parameters.js";
import type { GatewayContext } from "../context.js";
import { assetOf, rangeOf } from "../request-parameters.js";
import { acquisition, acquisitionOutline, waveform } from "../schemas/acquisitions.js";
import { requireShown } from "../sharing/shared-request.js";
import { acquisitionOutlineView, acquisitionView } from "../views/acquisition-view.js";
import { waveformView } from "../views/waveform-view.js";

const MAX_PAGE = 1_000;
const MAX_VALUES = 200_000;
const TAG = "Waveforms";

/** The waveform archive: what was measured, and the samples themselves. */
export const acquisitionOperations = [
  operation({
    id: "listAcquisitions",
    method: "get",
    path: "/assets/:asset/acquisitions",
    demand: "read",
    shares: "waveform",
    tag: TAG,
    summary: "Archived acquisitions of an asset, without their samples",
    query: {
      ...PLACE,
      ...RANGE,
      ...page(MAX_PAGE),
      point: z.string().optional().describe("Only those with this measurement point."),
      order: z.enum(["newest", "oldest"]).optional().describe("Which come first; `newest` unless said."),
    },
    answer: listOf(acquisitionOutline),
    handle: async ({ ingest }, { query, request }) => {
      const asked = { ref: assetRefToWire(assetOf(request)), point: query.point ?? "", newestFirst: query.order !== "oldest" };
      const answer = await ingest.archive.listAcquisitions({ ...asked, ...rangeOf(request, MAX_PAGE) });
      return { items: answer.acquisitions.map(acquisitionOutlineView), nextCursor: answer.nextCursor || undefined };
    },
  }),
  operation({
    id: "getAcquisition",
    method: "get",
    path: "/assets/:asset/acquisitions/:acquisition",
    demand: "read",
    shares: "waveform",
    tag: TAG,
    summary: "An archived acquisition and its channels",
    query: PLACE,
    answer: acquisition,
    handle: async ({ ingest }, { request }) => {
      const found = await acquisitionOf(ingest, request);
      return acquisitionView(found.archived, found.acquisition);
    },
  }),
  operation({
    id: "getWaveform",
    method: "get",
    path: "/assets/:asset/acquisitions/:acquisition/waveform",
    demand: "read",
    shares: "waveform",
    tag: TAG,
    summary: "Samples of a channel, or their extremes where there are too many to draw",
    query: {
      ...PLACE,
      point: z.string().optional().describe("Measurement point; the first channel unless said."),
      fromS: nonNegativeParameter.optional().describe("From this time of the acquisition on; 0 unless said."),
      toS: nonNegativeParameter.optional().describe("Before this time of the acquisition; its end unless said."),
      maxValues: integerParameter(2, MAX_VALUES).optional().describe(`How many values at most; ${MAX_VALUES} unless said.`),
    },
    answer: waveform,
    handle: async ({ ingest }, { query, request }) => {
      const found = await acquisitionOf(ingest, request);
      const part = { fromS: query.fromS ?? 0, toS: query.toS ?? Number.POSITIVE_INFINITY, maxValues: query.maxValues ?? MAX_VALUES };
      if (part.toS <= part.fromS) throw new InvalidValue("toS", query.toS, `above fromS, ${part.fromS}`);
      return waveformView(found.acquisition, channelOf(found.acquisition, query.point), part);
    },
  }),
];

interface Found {
  readonly archived: ArchivedAcquisitionMessage;
  readonly acquisition: Acquisition;
}

/** The acquisition of the path, as far as it is shown to who asks. @throws ServiceError not_found */
export async function acquisitionOf({ archive }: GatewayContext["ingest"], request: Request): Promise<Found> {
  const found = await archive.getAcquisition({ ref: assetRefToWire(assetOf(request)), id: String(request.params.acquisition) });
  if (!found.archived || !found.acquisition) throw new InvalidValue("acquisition", undefined, "present");
  requireShown(request, found.archived.startTimeNs);
  return { archived: found.archived, acquisition: acquisitionFromWire(found.acquisition) };
}

/** @throws InvalidValue naming the points that were measured */
function channelOf({ channels }: Acquisition, point: string | undefined): AcquisitionChannel {
  const found = point === undefined ? channels[0] : channels.find((channel) => channel.point === point);
  if (found) return found;
  throw new InvalidValue("point", point, `a measurement point of the acquisition: ${channels.map((channel) => channel.point).join(", ")}`);
}
