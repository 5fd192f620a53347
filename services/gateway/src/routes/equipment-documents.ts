import { documentTypeCodec, type EquipmentService, equipmentDocumentFromWire, equipmentEntryFromWire } from "@phm/contracts";
import { DOCUMENT_TYPES, type DocumentType, documentForm, type EquipmentDocument, InvalidValue } from "@phm/domain";
import type { ClientCalls } from "@phm/service-kit";
import { type Request, type RequestHandler, type Response, Router } from "express";
import type { GatewayContext } from "../context.js";
import { drained } from "../drained.js";
import { bodyText, bodyWord, jsonBody } from "../json-body.js";
import { queryText } from "../request-parameters.js";
import { sendEquipment } from "./equipment.js";
import { changeOfRead, equipmentKeyOf, revisionRead } from "./equipment-request.js";

/**
 * Documents of a node. A link is put as JSON (`id`, `name`, `type`, `link`, `actor`). A file is put as it is: the body is its content,
 * `Content-Type` its type, and the query says the rest (`id`, `name`, `type`, `actor`, `note`); it passes through piece by piece.
 */
export function equipmentDocumentRoutes({ workorders: { equipment } }: GatewayContext): Router {
  const router = Router();
  router.get("/equipment/:code/documents", async (request, response) => {
    const { equipment: node } = equipmentEntryFromWire((await equipment.getEquipment({ ref: equipmentKeyOf(request) })).entry);
    response.json({ items: node.documents.map(documentForm) });
  });
  router.post("/equipment/:code/documents", unlessFile(jsonBody), async (request, response) => {
    try {
      sendEquipment(response, await equipment.addDocument(isFile(request) ? filePartsOf(request) : [linkOf(request)]));
    } finally {
      // What is refused before its end is read to its end, so that the sender gets the answer, and the connection is good for the next.
      request.resume();
    }
  });
  router.get("/equipment/:code/documents/:id", (request, response) => sendDocument(request, response, equipment));
  router.delete("/equipment/:code/documents/:id", jsonBody, async (request, response) => {
    const removal = { ref: equipmentKeyOf(request), id: String(request.params.id), change: changeOfRead(request) };
    sendEquipment(response, await equipment.removeDocument(removal));
  });
  return router;
}

/** A file says its id in the query, as its body is not ours to read. */
function isFile(request: Request): boolean {
  return queryText(request, "id") !== undefined;
}

function unlessFile(handler: RequestHandler): RequestHandler {
  return (request, response, next) => (isFile(request) ? next() : handler(request, response, next));
}

function linkOf(request: Request) {
  const header = {
    ...{ ref: equipmentKeyOf(request), id: bodyText(request, "id"), name: bodyText(request, "name"), link: bodyText(request, "link") },
    ...{ type: documentTypeCodec.toWire(bodyWord<DocumentType>(request, "type", DOCUMENT_TYPES)), change: changeOfRead(request) },
  };
  return { part: { case: "header" as const, value: header } };
}

async function* filePartsOf(request: Request) {
  const said = (name: string) => queryText(request, name) ?? "";
  const header = {
    ...{ ref: equipmentKeyOf(request), id: said("id"), name: said("name"), type: typeOf(said("type")) },
    contentType: (request.get("Content-Type") ?? "").split(";")[0]?.trim().toLowerCase() ?? "",
    change: { actor: said("actor"), note: said("note"), expectedRevision: revisionRead(request) },
  };
  yield { part: { case: "header" as const, value: header } };
  for await (const piece of request.iterator({ destroyOnReturn: false }))
    yield { part: { case: "chunk" as const, value: piece as Uint8Array } };
}

function typeOf(word: string) {
  if (DOCUMENT_TYPES.includes(word as DocumentType)) return documentTypeCodec.toWire(word as DocumentType);
  throw new InvalidValue("type", word, `one of ${DOCUMENT_TYPES.join(", ")}`, "unknown_word");
}

/** A link as JSON, a file as it was put. */
async function sendDocument(request: Request, response: Response, equipment: ClientCalls<typeof EquipmentService>): Promise<void> {
  for await (const { part } of equipment.readDocument({ ref: equipmentKeyOf(request), id: String(request.params.id) })) {
    if (part.case === "document") {
      const document = equipmentDocumentFromWire(part.value);
      if (!document.file) return void response.json(documentForm(document));
      writeHead(response, document);
    }
    if (part.case === "chunk" && !response.write(part.value)) await drained(response);
  }
  response.end();
}

/** A browser saves the file and does not look into it. */
function writeHead(response: Response, { name, file }: EquipmentDocument): void {
  response.attachment(name);
  if (!file) return;
  response.setHeader("Content-Type", file.contentType);
  response.setHeader("Content-Length", file.bytes);
  response.setHeader("X-Content-Type-Options", "nosniff");
  response.setHeader("ETag", `"sha256-${file.sha256}"`);
}
