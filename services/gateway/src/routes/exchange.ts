import {
  EVENT_OUTCOMES,
  type EventOutcome,
  eventOutcomeCodec,
  TRANSFER_STATES,
  type TransferState,
  transferStateCodec,
} from "@phm/contracts";
import { DEFAULT_SITE, InvalidValue, siteId } from "@phm/domain";
import { type Request, Router, raw } from "express";
import type { GatewayContext } from "../context.js";
import { jsonBody } from "../json-body.js";
import { organisationOf, pageOf, queryText } from "../request-parameters.js";
import { eventView, systemView, transferView } from "../views/exchange-view.js";
import { systemFromBody } from "./exchange-body.js";

const MAX_PAGE = 100;
const MAX_WEBHOOK = "1mb";
const ANY = 0;

/** Other systems (ERP, EAM, MES, APS): what is told them, and what they tell. */
export function exchangeRoutes({ workorders: { exchange } }: GatewayContext): Router {
  const router = Router();
  const at = "/exchange/systems/:system";
  router.get("/exchange/systems", async (request, response) => {
    const { systems } = await exchange.listSystems({ organisation: organisationOf(request), site: queryText(request, "site") ?? "" });
    response.json({ items: systems.map(systemView) });
  });
  router.put(at, jsonBody, async (request, response) => {
    const { system } = await exchange.putSystem({ system: systemFromBody(request, keyOf(request)) });
    response.json(system ? systemView(system) : {});
  });
  router.delete(at, async (request, response) => {
    const { system: id, ...place } = keyOf(request);
    const { removed } = await exchange.removeSystem({ ...place, id });
    response.status(removed ? 204 : 404).end();
  });
  router.get(`${at}/locations`, async (request, response) => {
    const { locations, nextCursor } = await exchange.listLocations({ ...keyOf(request), ...pageOf(request, MAX_PAGE) });
    response.json({ items: locations.map(({ asset, location }) => ({ asset, location })), nextCursor: nextCursor || undefined });
  });
  router.get(`${at}/transfers`, async (request, response) => {
    const state = wordOf<TransferState>(request, "state", TRANSFER_STATES);
    const asked = { ...keyOf(request), ...pageOf(request, MAX_PAGE), state: state ? transferStateCodec.toWire(state) : ANY };
    const { transfers, nextCursor } = await exchange.listTransfers(asked);
    response.json({ items: transfers.map(transferView), nextCursor: nextCursor || undefined });
  });
  router.post(`${at}/transfers/:order/retry`, async (request, response) => {
    await exchange.retryTransfer({ ...keyOf(request), order: request.params.order });
    response.status(204).end();
  });
  router.get(`${at}/events`, async (request, response) => {
    const outcome = wordOf<EventOutcome>(request, "outcome", EVENT_OUTCOMES);
    const asked = { ...keyOf(request), ...pageOf(request, MAX_PAGE), outcome: outcome ? eventOutcomeCodec.toWire(outcome) : ANY };
    const { events, nextCursor } = await exchange.listEvents(asked);
    response.json({ items: events.map(eventView), nextCursor: nextCursor || undefined });
  });
  router.post(`${at}/events/:event/retry`, async (request, response) => {
    const { event } = await exchange.retryEvent({ ...keyOf(request), id: request.params.event });
    response.json(event ? eventView(event) : {});
  });
  // The signature is over the bytes as they came in.
  router.post(`${at}/webhook`, raw({ type: () => true, limit: MAX_WEBHOOK }), async (request, response) => {
    const { taken, known, refused } = await exchange.takeWebhook({ ...keyOf(request), ...webhookOf(request) });
    response.json({ takenCount: taken, knownCount: known, refusedCount: refused });
  });
  return router;
}

function keyOf(request: Request) {
  const site = siteId(queryText(request, "site") ?? DEFAULT_SITE);
  return { organisation: organisationOf(request), site, system: String(request.params.system) };
}

function webhookOf(request: Request) {
  const header = (name: string) => request.header(name) ?? "";
  const body = Buffer.isBuffer(request.body) ? new Uint8Array(request.body) : new Uint8Array();
  return { webhookId: header("webhook-id"), timestamp: header("webhook-timestamp"), signature: header("webhook-signature"), body };
}

/** @throws InvalidValue naming the words there are */
function wordOf<Word extends string>(request: Request, name: string, words: readonly Word[]): Word | undefined {
  const text = queryText(request, name);
  if (text === undefined) return undefined;
  const found = words.find((word) => word === text);
  if (found) return found;
  throw new InvalidValue(name, text, `one of ${words.join(", ")}`);
}
