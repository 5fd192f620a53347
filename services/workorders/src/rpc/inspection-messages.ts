import { create } from "@bufbuild/protobuf";
import { itemState, roundFigures, roundState } from "@phm/advisory";
import {
  inspectionRoundToWire,
  inspectionRouteToWire,
  inspectionStandardToWire,
  itemStateCodec,
  type RoundEntryMessage,
  RoundEntrySchema,
  type RouteRevisionMessage,
  RouteRevisionSchema,
  roundStateCodec,
  type StandardRevisionMessage,
  StandardRevisionSchema,
} from "@phm/contracts";
import {
  type InspectionKey,
  type InspectionRevision,
  type InspectionRoute,
  type InspectionStandard,
  inspectionCode,
  type RoundItem,
  type TimeNs,
} from "@phm/domain";
import type { InspectionChange } from "../inspection/inspection-book.js";
import type { RoundKey, RoundRecord } from "../inspection/stored-round.js";
import { sitePlace } from "./site-place.js";

interface Place {
  readonly organisation: string;
  readonly site: string;
}

/** @throws InvalidValue naming the field */
export function inspectionKey(request: Place & { readonly code: string }): InspectionKey {
  return { ...sitePlace(request), code: inspectionCode(request.code) };
}

/** @throws InvalidValue naming the field */
export function roundKeyOf(request: Place & { readonly id: string }): RoundKey {
  return { ...sitePlace(request), id: request.id };
}

export function inspectionChange(request: {
  readonly expectedVersion: bigint;
  readonly author: string;
  readonly note: string;
}): InspectionChange {
  const { expectedVersion, author, note } = request;
  return { expectedVersion: Number(expectedVersion), author, note };
}

export function standardToWire({ content, ...revision }: InspectionRevision<InspectionStandard>): StandardRevisionMessage {
  return create(StandardRevisionSchema, { standard: inspectionStandardToWire(content), ...revisionFacts(revision) });
}

export function routeToWire({ content, ...revision }: InspectionRevision<InspectionRoute>): RouteRevisionMessage {
  return create(RouteRevisionSchema, { route: inspectionRouteToWire(content), ...revisionFacts(revision) });
}

/** @param shows which items of it are told; all where it is left out */
export function roundToWire(
  { round, raised }: RoundRecord,
  nowNs: TimeNs,
  shows: (item: RoundItem) => boolean = () => true,
): RoundEntryMessage {
  const shown = { ...round, items: round.items.filter(shows) };
  const message = inspectionRoundToWire(shown);
  for (const [i, item] of shown.items.entries()) {
    const to = message.items[i];
    if (!to) continue;
    to.state = itemStateCodec.toWire(itemState(item, round, nowNs));
    to.workOrder = raised[item.point] ?? "";
  }
  return create(RoundEntrySchema, {
    ...{ round: message, state: roundStateCodec.toWire(roundState(round, nowNs)), figures: roundFigures(round, nowNs) },
  });
}

function revisionFacts({ withdrawn, version, author, timeNs, note }: Omit<InspectionRevision<unknown>, "content">) {
  return { withdrawn, revision: { version: BigInt(version), author, timeNs, note } };
}
