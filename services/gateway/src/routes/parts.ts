import {
  MOVEMENT_KINDS,
  type MovementKind,
  movementKindCodec,
  type PartRecordMessage,
  sparePartFromWire,
  sparePartToWire,
} from "@phm/contracts";
import { assetId, checkSparePart, DEFAULT_SITE, FAILURE_MODES, type FailureMode, InvalidValue, type SparePart, siteId } from "@phm/domain";
import { type Request, type Response, Router } from "express";
import type { GatewayContext } from "../context.js";
import { expectedVersionOf } from "../expected-version.js";
import { bodyField, bodyText, bodyTexts, bodyWord, jsonBody } from "../json-body.js";
import { organisationOf, pageOf, queryText } from "../request-parameters.js";
import { movementView, partView } from "../views/part-view.js";

const MAX_PAGE = 100;

/** Spare parts of a site: `PUT` keeps the record, `POST …/movements` books goods in and out, reservations and stock-taking. */
export function partRoutes({ workorders: { parts } }: GatewayContext): Router {
  const router = Router();
  router.get("/parts", async (request, response) => {
    const onlyShort = queryText(request, "short") === "true";
    const { records, nextCursor } = await parts.listParts({ ...placeOf(request), onlyShort, ...pageOf(request, MAX_PAGE) });
    response.json({ items: records.map(viewOf), nextCursor: nextCursor || undefined });
  });
  router.get("/parts/:id", async (request, response) => {
    sendPart(response, (await parts.getPart(keyOf(request))).record);
  });
  router.put("/parts/:id", jsonBody, async (request, response) => {
    const part = sparePartToWire(partOf(request));
    sendPart(response, (await parts.putPart({ part, expectedVersion: expectedVersionOf(request, "part") })).record);
  });
  router.get("/parts/:id/movements", async (request, response) => {
    const { movements, nextCursor } = await parts.listMovements({ ...keyOf(request), ...pageOf(request, MAX_PAGE) });
    response.json({ items: movements.map(movementView), nextCursor: nextCursor || undefined });
  });
  router.post("/parts/:id/movements", jsonBody, async (request, response) => {
    sendPart(response, (await parts.movePart({ ...keyOf(request), movement: movementOf(request) })).record);
  });
  return router;
}

function placeOf(request: Request) {
  return { organisation: organisationOf(request), site: siteId(queryText(request, "site") ?? DEFAULT_SITE) };
}

function keyOf(request: Request) {
  return { ...placeOf(request), id: String(request.params.id) };
}

function viewOf(record: PartRecordMessage) {
  return partView(record, sparePartFromWire(record.part));
}

function sendPart(response: Response, record: PartRecordMessage | undefined): void {
  if (!record) throw new InvalidValue("record", undefined, "present");
  response.setHeader("ETag", `"${record.version}"`);
  response.json(viewOf(record));
}

/** @throws InvalidValue naming the field of the body that breaks a rule */
function partOf(request: Request): SparePart {
  const leadTimeDays = optionalNumber(request, "leadTimeDays");
  const part: SparePart = {
    ...keyOf(request),
    name: { en: bodyText(request, "nameEn"), zh: bodyText(request, "nameZh") },
    unit: bodyText(request, "unit"),
    supplier: bodyText(request, "supplier"),
    ...(leadTimeDays === undefined ? {} : { leadTimeDays }),
    usedFor: { assets: bodyTexts(request, "assets").map(assetId), failureModes: bodyTexts(request, "failureModes").map(failureModeOf) },
  };
  checkSparePart(part);
  return part;
}

function movementOf(request: Request) {
  const [quantity, min, max] = ["quantity", "min", "max"].map((name) => optionalNumber(request, name));
  const kind = bodyWord<MovementKind>(request, "kind", MOVEMENT_KINDS);
  return {
    ...{ id: bodyText(request, "id"), kind: movementKindCodec.toWire(kind), store: bodyText(request, "store") },
    ...{ order: bodyText(request, "order"), actor: bodyText(request, "actor"), note: bodyText(request, "note") },
    ...(quantity === undefined ? {} : { quantity }),
    ...(min === undefined ? {} : { min }),
    ...(max === undefined ? {} : { max }),
  };
}

function optionalNumber(request: Request, name: string): number | undefined {
  const value = bodyField(request, name);
  if (value === undefined || value === null) return undefined;
  if (typeof value === "number" && Number.isFinite(value)) return value;
  throw new InvalidValue(name, value, "a finite number, or absent");
}

function failureModeOf(mode: string): FailureMode {
  if (FAILURE_MODES.includes(mode as FailureMode)) return mode as FailureMode;
  throw new InvalidValue("failureModes", mode, `one of ${FAILURE_MODES.join(", ")}`, "unknown_failure_mode");
}
