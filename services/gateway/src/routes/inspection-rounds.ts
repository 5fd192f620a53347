import { EntryOutcome, type EntryReportMessage, inspectionEntryToWire, type RoundEntryMessage, roundStateCodec } from "@phm/contracts";
import { type InspectionEntry, InvalidValue, parseTimeNs, ROUND_STATES, type RoundState } from "@phm/domain";
import { type Request, Router } from "express";
import type { GatewayContext } from "../context.js";
import { bodyField, bodyText, jsonBody } from "../json-body.js";
import { queryText, rangeOf } from "../request-parameters.js";
import { complianceView, reportView, roundView, standardView } from "../views/inspection-view.js";
import { entryOf, inspectionPlaceOf } from "./inspection-body.js";

const MAX_PAGE = 500;
const MAX_ENTRIES = 500;
const ANY_STATE = 0;

/** Rounds as a phone takes them along, uploads of what was noted on them, and what became of them. */
export function inspectionRoundRoutes({ workorders: { inspection } }: GatewayContext): Router {
  const router = Router();
  router.get("/inspection/rounds", async (request, response) => {
    const asked = { ...inspectionPlaceOf(request), route: queryText(request, "route") ?? "", state: stateOf(request) };
    const { rounds, nextCursor } = await inspection.listRounds({ ...asked, ...rangeOf(request, MAX_PAGE) });
    response.json({ items: rounds.map(roundView), nextCursor: nextCursor || undefined });
  });
  router.get("/inspection/rounds/:id", async (request, response) => {
    const { round, standards } = await inspection.getRound({ ...inspectionPlaceOf(request), id: String(request.params.id) });
    response.json({ ...roundView(round as RoundEntryMessage), standards: standards.map(standardView) });
  });
  router.post("/inspection/uploads", jsonBody, async (request, response) => {
    const read = entriesOf(request).map(readEntry);
    const entries = read.flatMap((each) => ("entry" in each ? [inspectionEntryToWire(each.entry)] : []));
    const sentNs = parseTimeNs(bodyText(request, "sent"), "sent");
    const place = inspectionPlaceOf(request);
    const { reports, clockOffsetS } =
      entries.length === 0 ? { reports: [], clockOffsetS: null } : await inspection.uploadEntries({ ...place, sentNs, entries });
    const taken = reports.values();
    const items = read
      .map((each) => ("entry" in each ? taken.next().value : each.report))
      .flatMap((report) => (report ? [reportView(report)] : []));
    response.json({ items, clockOffsetS });
  });
  router.get("/inspection/lapses", async (request, response) => {
    const { rounds, nextCursor } = await inspection.listLapses({ ...inspectionPlaceOf(request), ...rangeOf(request, MAX_PAGE) });
    response.json({ items: rounds.map(roundView), nextCursor: nextCursor || undefined });
  });
  router.get("/inspection/compliance", async (request, response) => {
    const time = (name: string) => parseTimeNs(queryText(request, name) ?? "", name);
    const range = { fromNs: time("from"), toNs: time("to") };
    const { groups } = await inspection.getInspectionCompliance({ ...inspectionPlaceOf(request), ...range });
    response.json({ items: groups.map(complianceView) });
  });
  return router;
}

function stateOf(request: Request) {
  const state = queryText(request, "state");
  if (state === undefined) return ANY_STATE;
  if (ROUND_STATES.includes(state as RoundState)) return roundStateCodec.toWire(state as RoundState);
  throw new InvalidValue("state", state, `one of ${ROUND_STATES.join(", ")}`, "unknown_word");
}

function entriesOf(request: Request): readonly unknown[] {
  const entries = bodyField(request, "entries");
  if (Array.isArray(entries) && entries.length >= 1 && entries.length <= MAX_ENTRIES) return entries;
  throw new InvalidValue("entries", Array.isArray(entries) ? entries.length : entries, `a list of 1 to ${MAX_ENTRIES} entries`);
}

/** An entry that cannot be read is reported as the service reports one that it refuses: it stops no other. */
function readEntry(body: unknown): { readonly entry: InspectionEntry } | { readonly report: EntryReportMessage } {
  try {
    return { entry: entryOf(body) };
  } catch (error) {
    if (!(error instanceof InvalidValue)) throw error;
    const id = bodyField({ body }, "id");
    return { report: refusal(typeof id === "string" ? id : "", error) };
  }
}

function refusal(id: string, { field, value, limit, reason }: InvalidValue): EntryReportMessage {
  const facts = { id, field, value, limit, reason, retryable: false, grade: 0, missingPhotos: [], outcome: EntryOutcome.REFUSED };
  return { $typeName: "phm.inspection.v1.EntryReport", ...facts };
}
