import {
  assetRefToWire,
  type BillRecordMessage,
  billFromWire,
  billToWire,
  type NeededPartMessage,
  sparePartFromWire,
} from "@phm/contracts";
import { type BillItem, checkBill, DEFAULT_SITE, InvalidValue, siteId } from "@phm/domain";
import { type Request, type Response, Router } from "express";
import type { GatewayContext } from "../context.js";
import { expectedVersionOf } from "../expected-version.js";
import { bodyField, bodyNumber, bodyText, jsonBody, optionalBodyText } from "../json-body.js";
import { assetOf, organisationOf, pageOf, queryText } from "../request-parameters.js";
import { partView } from "../views/part-view.js";

const MAX_PAGE = 100;

/** Bills of materials of machines, where a part is used by them, and what the repair of an order needs. */
export function billRoutes({ workorders: { bills } }: GatewayContext): Router {
  const router = Router();
  router.get("/assets/:asset/bill", async (request, response) => {
    sendBill(response, (await bills.getBill({ ref: assetRefToWire(assetOf(request)) })).record);
  });
  router.put("/assets/:asset/bill", jsonBody, async (request, response) => {
    const bill = { ref: assetOf(request), items: itemsOf(request) };
    checkBill(bill);
    sendBill(response, (await bills.putBill({ bill: billToWire(bill), expectedVersion: expectedVersionOf(request, "bill") })).record);
  });
  router.get("/parts/:id/uses", async (request, response) => {
    const place = { organisation: organisationOf(request), site: siteId(queryText(request, "site") ?? DEFAULT_SITE) };
    const { uses, nextCursor } = await bills.listPartUses({ ...place, part: request.params.id, ...pageOf(request, MAX_PAGE) });
    const items = uses.map(({ asset, positions, quantity }) => ({ asset, positions, quantity }));
    response.json({ items, nextCursor: nextCursor || undefined });
  });
  router.get("/work-orders/:id/needed-parts", async (request, response) => {
    const { parts } = await bills.listNeededParts({ organisation: organisationOf(request), order: request.params.id });
    response.json({ items: parts.map(neededView) });
  });
  router.post("/work-orders/:id/needed-parts/reserve", jsonBody, async (request, response) => {
    const asked = { organisation: organisationOf(request), order: String(request.params.id), actor: bodyText(request, "actor") };
    response.json({ items: (await bills.reserveNeededParts(asked)).parts.map(neededView) });
  });
  return router;
}

function sendBill(response: Response, record: BillRecordMessage | undefined): void {
  if (!record) throw new InvalidValue("record", undefined, "present");
  const { items } = billFromWire(record.bill);
  response.setHeader("ETag", `"${record.version}"`);
  response.json({ items: items.map(itemView), version: Number(record.version) });
}

/** What a line does not state is null. */
function itemView({ position, assembly, part, name, quantity, component }: BillItem) {
  return { position, assembly: assembly ?? null, part: part ?? null, name, quantity, component: component ?? null };
}

/** Quantities are in the part's unit. */
function neededView({ record, quantity, reserved, used }: NeededPartMessage) {
  if (!record) throw new InvalidValue("record", undefined, "present");
  return { ...partView(record, sparePartFromWire(record.part)), quantity, reserved, used };
}

/** @throws InvalidValue naming the line and the field that cannot be read */
function itemsOf(request: Request): BillItem[] {
  const items = bodyField(request, "items");
  if (!Array.isArray(items)) throw new InvalidValue("items", items, "a list of lines");
  return items.map((line, index) => named(`items[${index}]`, () => itemOf({ body: line as unknown })));
}

function itemOf(line: { readonly body: unknown }): BillItem {
  const texts = { ...optionalBodyText(line, "assembly"), ...optionalBodyText(line, "part"), ...optionalBodyText(line, "component") };
  return { position: bodyText(line, "position"), name: bodyText(line, "name"), quantity: bodyNumber(line, "quantity"), ...texts };
}

function named<Read>(at: string, read: () => Read): Read {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof InvalidValue)) throw error;
    throw new InvalidValue(`${at}.${error.field}`, error.value, error.limit, error.reason);
  }
}
