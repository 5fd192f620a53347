import {
  costEntryFromWire,
  costEntryToWire,
  costTotalFromWire,
  criticalityCodec,
  EquipmentOrder,
  equipmentEntryFromWire,
  equipmentEventFromWire,
  equipmentEventKindCodec,
  equipmentKindCodec,
  equipmentRecordToWire,
  equipmentStateCodec,
} from "@phm/contracts";
import {
  assetId,
  COST_KINDS,
  type CostEntry,
  type CostKind,
  CRITICALITIES,
  checkEquipmentRecord,
  EQUIPMENT_EVENT_KINDS,
  EQUIPMENT_KINDS,
  EQUIPMENT_STATES,
  equipmentCode,
  InvalidValue,
  parseTimeNs,
  patchEquipmentRecord,
} from "@phm/domain";
import { type Request, type Response, Router } from "express";
import type { GatewayContext } from "../context.js";
import { bodyNumber, bodyText, bodyWord, jsonBody } from "../json-body.js";
import { pageOf, queryText } from "../request-parameters.js";
import { costView, equipmentEventView, equipmentView } from "../views/equipment-view.js";
import { changeOf, changeOfRead, equipmentKeyOf, equipmentPlaceOf, statedOf } from "./equipment-request.js";

const MAX_PAGE = 500;

/**
 * The equipment register (设备台账) of a site. `PUT` registers a node or replaces its record; moves, changes of state and costs are calls of
 * their own. Who changes a node that there is names the revision that was read (`If-Match`).
 */
export function equipmentRoutes({ workorders: { equipment } }: GatewayContext): Router {
  const router = Router();
  router.get("/equipment", async (request, response) => {
    await sendList(response, equipment.listEquipment({ ...equipmentPlaceOf(request), ...filterOf(request), ...pageOf(request, MAX_PAGE) }));
  });
  router.get("/equipment/:code", async (request, response) => {
    sendEquipment(response, await equipment.getEquipment({ ref: equipmentKeyOf(request) }));
  });
  router.put("/equipment/:code", jsonBody, async (request, response) => {
    sendEquipment(response, await equipment.putEquipment(putOf(request)));
  });
  router.get("/equipment/:code/children", async (request, response) => {
    const { code, ...place } = equipmentKeyOf(request);
    await equipment.getEquipment({ ref: { ...place, code } });
    await sendList(response, equipment.listEquipment({ ...place, parent: code, ...pageOf(request, MAX_PAGE) }));
  });
  router.post("/equipment/:code/move", jsonBody, async (request, response) => {
    const parent = equipmentCode(bodyText(request, "parent"), "parent");
    sendEquipment(response, await equipment.moveEquipment({ ref: equipmentKeyOf(request), parent, change: changeOfRead(request) }));
  });
  router.post("/equipment/:code/state", jsonBody, async (request, response) => {
    const state = equipmentStateCodec.toWire(bodyWord(request, "state", EQUIPMENT_STATES));
    const stated = { state, reason: bodyText(request, "reason"), change: changeOfRead(request) };
    sendEquipment(response, await equipment.setEquipmentState({ ref: equipmentKeyOf(request), ...stated }));
  });
  router.get("/equipment/:code/costs", async (request, response) => {
    const { costs, totals, nextCursor } = await equipment.listCosts({ ref: equipmentKeyOf(request), ...pageOf(request, MAX_PAGE) });
    const items = costs.map((cost) => costView(costEntryFromWire(cost)));
    response.json({ items, totals: totals.map(costTotalFromWire), nextCursor: nextCursor || undefined });
  });
  router.post("/equipment/:code/costs", jsonBody, async (request, response) => {
    const booked = { cost: costEntryToWire(costOf(request)), change: changeOf(request) };
    sendEquipment(response, await equipment.bookCost({ ref: equipmentKeyOf(request), ...booked }));
  });
  router.get("/equipment/:code/timeline", async (request, response) => {
    const kind = queryWord(request, "kind", EQUIPMENT_EVENT_KINDS);
    const { events, nextCursor } = await equipment.getTimeline({
      ...{ ref: equipmentKeyOf(request), withChildren: queryText(request, "children") === "true", ...pageOf(request, MAX_PAGE) },
      ...(kind ? { kind: equipmentEventKindCodec.toWire(kind) } : {}),
    });
    response.json({ items: events.map((event) => equipmentEventView(equipmentEventFromWire(event))), nextCursor: nextCursor || undefined });
  });
  return router;
}

type EntryAnswer = { readonly entry?: Parameters<typeof equipmentEntryFromWire>[0] };

export function sendEquipment(response: Response, { entry: message }: EntryAnswer): void {
  const entry = equipmentEntryFromWire(message);
  response.setHeader("ETag", `"${entry.revision}"`);
  response.json(equipmentView(entry));
}

async function sendList(
  response: Response,
  listing: ReturnType<GatewayContext["workorders"]["equipment"]["listEquipment"]>,
): Promise<void> {
  const { entries, nextCursor } = await listing;
  response.json({ items: entries.map((entry) => equipmentView(equipmentEntryFromWire(entry))), nextCursor: nextCursor || undefined });
}

function filterOf(request: Request) {
  const [parent, asset] = [queryText(request, "parent"), queryText(request, "asset")];
  const kind = queryWord(request, "kind", EQUIPMENT_KINDS);
  const state = queryWord(request, "state", EQUIPMENT_STATES);
  const criticality = queryWord(request, "criticality", CRITICALITIES);
  return {
    ...(parent === undefined ? {} : { parent: equipmentCode(parent, "parent") }),
    ...(asset === undefined ? {} : { asset: assetId(asset) }),
    ...(kind ? { kind: equipmentKindCodec.toWire(kind) } : {}),
    ...(state ? { state: equipmentStateCodec.toWire(state) } : {}),
    ...(criticality ? { criticality: criticalityCodec.toWire(criticality) } : {}),
    order: queryWord(request, "sort", ["code", "changed"]) === "changed" ? EquipmentOrder.CHANGED : EquipmentOrder.CODE,
  };
}

/** @throws InvalidValue naming the field of the body that breaks a rule */
function putOf(request: Request) {
  const stated = statedOf(request);
  const { kind, parent, state } = stated;
  if (!kind) throw new InvalidValue("kind", kind, `one of ${EQUIPMENT_KINDS.join(", ")}`, "unknown_word");
  const record = patchEquipmentRecord(undefined, stated);
  checkEquipmentRecord(kind, record);
  return {
    ref: equipmentKeyOf(request),
    kind: equipmentKindCodec.toWire(kind),
    ...(parent ? { parent } : {}),
    ...(state ? { state: equipmentStateCodec.toWire(state) } : {}),
    ...{ record: equipmentRecordToWire(record), change: changeOf(request) },
  };
}

function costOf(request: Request): CostEntry {
  const order = bodyText(request, "order");
  return {
    ...{ id: bodyText(request, "id"), kind: bodyWord<CostKind>(request, "kind", COST_KINDS) },
    timeNs: parseTimeNs(bodyText(request, "time"), "time"),
    ...{ amountMinor: wholeNumber(request, "amountMinor"), currency: bodyText(request, "currency"), note: bodyText(request, "note") },
    ...(order ? { order } : {}),
  };
}

function wholeNumber(request: Request, name: string): number {
  const value = bodyNumber(request, name);
  if (Number.isSafeInteger(value)) return value;
  throw new InvalidValue(name, value, "a whole number of the currency's smallest unit");
}

function queryWord<Word extends string>(request: Request, name: string, words: readonly Word[]): Word | undefined {
  const value = queryText(request, name);
  if (value === undefined || words.includes(value as Word)) return value as Word | undefined;
  throw new InvalidValue(name, value, `one of ${words.join(", ")}`, "unknown_word");
}
