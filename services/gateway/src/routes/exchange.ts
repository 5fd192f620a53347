import {
  EVENT_OUTCOMES,
  type EventOutcome,
  eventOutcomeCodec,
  TRANSFER_STATES,
  type TransferState,
  transferStateCodec,
} from "@phm/contracts";
import { InvalidValue } from "@phm/domain";
import { type Request, Router, raw } from "express";
import type { GatewayContext } from "../context.js";
import { jsonBody } from "../json-body.js";
import { organisationOf, pageOf, queryText } from "../request-parameters.js";
import { eventView, statusView, systemView, transferView } from "../views/exchange-view.js";
import { systemFromBody } from "./exchange-body.js";
import { SYSTEM_PATH, systemKeyOf } from "./exchange-key.js";

const MAX_PAGE = 100;
const MAX_WEBHOOK = "1mb";
const ANY = 0;

/** Other systems (ERP, EAM, MES, APS): what is told them, and what they tell. */
export function exchangeRoutes({ workorders: { exchange } }: GatewayContext): Router {
  const router = Router();
  const at = SYSTEM_PATH;
  router.get("/exchange/systems", async (request, response) => {
    const { systems } = await exchange.listSystems({ organisation: organisationOf(request), site: queryText(request, "site") ?? "" });
    response.json({ items: systems.map(systemView) });
  });
  router.put(at, jsonBody, async (request, response) => {
    const { system } = await exchange.putSystem({ system: systemFromBody(request, systemKeyOf(request)) });
    response.json(system ? systemView(system) : {});
  });
  router.delete(at, async (request, response) => {
    const { system: id, ...place } = systemKeyOf(request);
    const { removed } = await exchange.removeSystem({ ...place, id });
    response.status(removed ? 204 : 404).end();
  });
  router.get(`${at}/status`, async (request, response) => {
    response.json(statusView(await exchange.getSystemStatus(systemKeyOf(request))));
  });
  router.get(`${at}/transfers`, async (request, response) => {
    const state = wordOf<TransferState>(request, "state", TRANSFER_STATES);
    const asked = { ...systemKeyOf(request), ...pageOf(request, MAX_PAGE), state: state ? transferStateCodec.toWire(state) : ANY };
    const { transfers, nextCursor } = await exchange.listTransfers(asked);
    response.json({ items: transfers.map(transferView), nextCursor: nextCursor || undefined });
  });
  router.post(`${at}/transfers/:order/retry`, async (request, response) => {
    await exchange.retryTransfer({ ...systemKeyOf(request), order: request.params.order });
    response.status(204).end();
  });
  router.get(`${at}/events`, async (request, response) => {
    const outcome = wordOf<EventOutcome>(request, "outcome", EVENT_OUTCOMES);
    const asked = { ...systemKeyOf(request), ...pageOf(request, MAX_PAGE), outcome: outcome ? eventOutcomeCodec.toWire(outcome) : ANY };
    const { events, nextCursor } = await exchange.listEvents(asked);
    response.json({ items: events.map(eventView), nextCursor: nextCursor || undefined });
  });
  router.post(`${at}/events/:event/retry`, async (request, response) => {
    const { event } = await exchange.retryEvent({ ...systemKeyOf(request), id: request.params.event });
    response.json(event ? eventView(event) : {});
  });
  router.post(`${at}/transfers/retry`, async (request, response) => {
    const { retried, left } = await exchange.retryTransfers(systemKeyOf(request));
    response.json({ retriedCount: retried, leftCount: left });
  });
  router.post(`${at}/events/retry`, async (request, response) => {
    const { taken, refused } = await exchange.retryEvents(systemKeyOf(request));
    response.json({ takenCount: taken, refusedCount: refused });
  });
  // The signature is over the bytes as they came in.
  router.post(`${at}/webhook`, raw({ type: () => true, limit: MAX_WEBHOOK }), async (request, response) => {
    const { taken, known, refused } = await exchange.takeWebhook({ ...systemKeyOf(request), ...webhookOf(request) });
    response.json({ takenCount: taken, knownCount: known, refusedCount: refused });
  });
  return router;
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
