import {
  assetRefToWire,
  meterCodec,
  meterReadingFromWire,
  meterReadingToWire,
  type PlanRecordMessage,
  preventivePlanToWire,
} from "@phm/contracts";
import { formatTimeNs, InvalidValue, METERS, type Meter, parseTimeNs } from "@phm/domain";
import { type Request, type Response, Router } from "express";
import type { GatewayContext } from "../context.js";
import { expectedVersionOf } from "../expected-version.js";
import { bodyField, bodyFlag, bodyNumber, bodyText, bodyWord, jsonBody } from "../json-body.js";
import { assetOf, pageOf, queryText, rangeOf } from "../request-parameters.js";
import { complianceView, meterReadingView, meterView, occurrenceView, planView } from "../views/plan-view.js";
import { placeOf, planOf, ruleOf } from "./plan-body.js";

const MAX_PAGE = 500;
type PlanRequest = Request<{ id: string }>;

/** Preventive plans of a site, what of them was done in time, and the meters that they go by. */
export function planRoutes({ workorders: { plans } }: GatewayContext): Router {
  const router = Router();
  router.get("/plans", async (request, response) => {
    const narrowed = { asset: queryText(request, "asset") ?? "", onlyActive: queryText(request, "active") === "true" };
    const { records, nextCursor } = await plans.listPlans({ ...placeOf(request), ...narrowed, ...pageOf(request, MAX_PAGE) });
    response.json({ items: records.map(planView), nextCursor: nextCursor || undefined });
  });
  router.get("/plans/compliance", async (request, response) => {
    const { fromNs, toNs } = rangeOf(request, MAX_PAGE);
    const { total, plans: each } = await plans.getCompliance({ ...placeOf(request), plan: queryText(request, "plan") ?? "", fromNs, toNs });
    const byPlan = each.map(({ plan, compliance }) => ({ plan, ...complianceView(compliance) }));
    response.json({ total: complianceView(total), plans: byPlan });
  });
  router.get("/plans/occurrences", async (request, response) => {
    const asked = { ...placeOf(request), plan: queryText(request, "plan") ?? "", ...rangeOf(request, MAX_PAGE) };
    const { occurrences, nextCursor } = await plans.listOccurrences(asked);
    response.json({ items: occurrences.map(occurrenceView), nextCursor: nextCursor || undefined });
  });
  router.post("/plans/preview", jsonBody, async (request, response) => {
    const after = bodyText(request, "after");
    const afterNs = after === "" ? 0n : parseTimeNs(after, "after");
    const { dueNs } = await plans.previewRule({ rule: ruleOf(request), afterNs, limit: pageOf(request, MAX_PAGE).limit });
    response.json({ dueAt: dueNs.map(formatTimeNs) });
  });
  router.get("/plans/:id", async (request: PlanRequest, response) => {
    sendPlan(response, (await plans.getPlan({ ...placeOf(request), id: request.params.id })).record);
  });
  router.put("/plans/:id", jsonBody, async (request: PlanRequest, response) => {
    const plan = preventivePlanToWire(planOf(request));
    sendPlan(response, (await plans.putPlan({ plan, ...changeOf(request) })).record);
  });
  router.post("/plans/:id/retire", jsonBody, async (request: PlanRequest, response) => {
    sendPlan(response, (await plans.retirePlan({ ...placeOf(request), id: request.params.id, ...changeOf(request) })).record);
  });
  meterRoutes(router, plans);
  return router;
}

function meterRoutes(router: Router, plans: GatewayContext["workorders"]["plans"]): void {
  router.get("/assets/:asset/meters", async (request, response) => {
    const { standings } = await plans.listMeters({ ref: assetRefToWire(assetOf(request)) });
    response.json({ items: standings.map(meterView) });
  });
  router.get("/assets/:asset/meters/:meter/readings", async (request, response) => {
    const asked = { ref: assetRefToWire(assetOf(request)), meter: meterCodec.toWire(meterOf(request.params.meter)) };
    const { readings, nextCursor } = await plans.listMeterReadings({ ...asked, ...pageOf(request, MAX_PAGE) });
    response.json({ items: readings.map((each) => meterReadingView(meterReadingFromWire(each))), nextCursor: nextCursor || undefined });
  });
  router.post("/assets/:asset/meters", jsonBody, async (request, response) => {
    const { standing } = await plans.putMeterReading({ reading: meterReadingToWire(readingOf(request)) });
    if (!standing) throw new InvalidValue("standing", undefined, "present");
    response.json(meterView(standing));
  });
}

function changeOf(request: Request<{ id: string }>) {
  return { expectedRevision: expectedVersionOf(request, "plan"), actor: bodyText(request, "actor") };
}

function sendPlan(response: Response, record: PlanRecordMessage | undefined): void {
  if (!record) throw new InvalidValue("record", undefined, "present");
  response.setHeader("ETag", `"${record.revision}"`);
  response.json(planView(record));
}

function meterOf(word: string | undefined): Meter {
  if (METERS.includes(word as Meter)) return word as Meter;
  throw new InvalidValue("meter", word, `one of ${METERS.join(", ")}`, "unknown_word");
}

function readingOf(request: Request) {
  return {
    ...{ ref: assetOf(request), meter: bodyWord(request, "meter", METERS), timeNs: parseTimeNs(bodyText(request, "time"), "time") },
    ...{ value: bodyNumber(request, "value"), source: bodyText(request, "source") },
    replaced: bodyField(request, "replaced") === undefined ? false : bodyFlag(request, "replaced"),
  };
}
