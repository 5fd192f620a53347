import { type AttachedFileMessage, attachedFileFromWire, orderRoleCodec } from "@phm/contracts";
import { InvalidValue, MAX_ATTACHMENT_BYTES, ORDER_ROLES, type OrderRole } from "@phm/domain";
import express, { type Request, type RequestHandler, type Response, Router } from "express";
import type { GatewayContext } from "../context.js";
import { drained } from "../drained.js";
import { expectedVersionOf } from "../expected-version.js";
import { organisationOf, queryText } from "../request-parameters.js";
import { sendOrder } from "./order-commands.js";

type OrderRequest = Request<{ id: string }>;

const MAX_NUMBER = 1_000_000;
const CHUNK_BYTES = 256 * 1024;

/**
 * Files of a work order. One is attached as it is: the body is its content, `Content-Type` its type, and the query says the rest (`name`,
 * `actor`, `role`, and `sha256` where the sender has it).
 */
export function orderAttachmentRoutes({ workorders: { orders } }: GatewayContext): Router {
  const router = Router();
  router.post("/work-orders/:id/attachments", fileBody, async (request: OrderRequest, response) => {
    sendOrder(response, await orders.attachFile(partsOf(request)));
  });
  router.get("/work-orders/:id/attachments/:number", async (request: Request<{ id: string; number: string }>, response) => {
    const asked = { organisation: organisationOf(request), id: request.params.id, number: numberOf(request.params.number) };
    for await (const { part } of orders.readAttachment(asked)) {
      if (part.case === "file") writeHead(response, part.value);
      if (part.case === "chunk" && !response.write(part.value)) await drained(response);
    }
    response.end();
  });
  return router;
}

const parse = express.raw({ limit: MAX_ATTACHMENT_BYTES, type: () => true });

/** Reads the file whole before anything is decided: a sender that is refused half-way would not hear why. */
const fileBody: RequestHandler<{ id: string }> = (request, response, next) =>
  parse(request as unknown as Request, response, (thrown?: unknown) => {
    const { type } = (thrown ?? {}) as { readonly type?: string };
    next(type === "entity.too.large" ? tooLarge(request.get("Content-Length")) : thrown);
  });

function tooLarge(bytes: string | undefined): InvalidValue {
  return new InvalidValue("content", `${bytes ?? "too many"} bytes`, `at most ${MAX_ATTACHMENT_BYTES} bytes`, "too_large");
}

function* partsOf(request: OrderRequest) {
  const header = {
    ...{ organisation: organisationOf(request), id: request.params.id, expectedVersion: expectedVersionOf(request, "work order") },
    actor: queryText(request, "actor") ?? "",
    role: roleOf(queryText(request, "role")),
    name: queryText(request, "name") ?? "",
    contentType: (request.get("Content-Type") ?? "").split(";")[0]?.trim().toLowerCase() ?? "",
    sha256: queryText(request, "sha256") ?? "",
  };
  yield { part: { case: "header" as const, value: header } };
  const content: unknown = request.body;
  if (!Buffer.isBuffer(content)) return;
  for (let at = 0; at < content.length; at += CHUNK_BYTES) {
    yield { part: { case: "chunk" as const, value: content.subarray(at, at + CHUNK_BYTES) } };
  }
}

function roleOf(text: string | undefined) {
  if (ORDER_ROLES.includes(text as OrderRole)) return orderRoleCodec.toWire(text as OrderRole);
  throw new InvalidValue("role", text, `one of ${ORDER_ROLES.join(", ")}`, "unknown_word");
}

function numberOf(text: string): number {
  const number = Number(text);
  if (Number.isInteger(number) && number > 0 && number <= MAX_NUMBER) return number;
  throw new InvalidValue("number", text, "the number of an attachment");
}

/** A browser saves the file and does not look into it. */
function writeHead(response: Response, message: AttachedFileMessage): void {
  const { name, contentType, bytes, sha256 } = attachedFileFromWire(message);
  response.attachment(name);
  response.setHeader("Content-Type", contentType);
  response.setHeader("Content-Length", bytes);
  response.setHeader("X-Content-Type-Options", "nosniff");
  response.setHeader("ETag", `"sha256-${sha256}"`);
}
