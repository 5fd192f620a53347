import { InvalidValue, MAX_ATTACHMENT_BYTES } from "@phm/domain";
import express, { type Request, type RequestHandler, Router } from "express";
import type { GatewayContext } from "../context.js";
import { drained } from "../drained.js";
import { bodyTexts, jsonBody } from "../json-body.js";
import { organisationOf } from "../request-parameters.js";

type PhotoRequest = Request<{ sha256: string }>;

const CHUNK_BYTES = 256 * 1024;

/** Photos of inspections, by hash: a phone asks which are missing, and puts those, each as it is. */
export function inspectionPhotoRoutes({ workorders: { inspection } }: GatewayContext): Router {
  const router = Router();
  router.post("/inspection/photos/missing", jsonBody, async (request, response) => {
    const asked = { organisation: organisationOf(request), sha256: bodyTexts(request, "sha256") };
    response.json({ sha256: (await inspection.findMissingPhotos(asked)).sha256 });
  });
  router.put("/inspection/photos/:sha256", photoBody, async (request: PhotoRequest, response) => {
    const { sha256, bytes } = await inspection.putPhoto(partsOf(request));
    response.json({ sha256, file: { value: Number(bytes), unit: "byte" } });
  });
  router.get("/inspection/photos/:sha256", async (request, response) => {
    const asked = { organisation: organisationOf(request), sha256: String(request.params.sha256) };
    for await (const { part } of inspection.readPhoto(asked)) {
      if (part.case === "header") response.type(part.value.contentType).setHeader("X-Content-Type-Options", "nosniff");
      if (part.case === "chunk" && !response.write(part.value)) await drained(response);
    }
    response.end();
  });
  return router;
}

const parse = express.raw({ limit: MAX_ATTACHMENT_BYTES, type: () => true });

/** Reads the photo whole before anything is decided: a sender that is refused half-way would not hear why. */
const photoBody: RequestHandler<{ sha256: string }> = (request, response, next) =>
  parse(request as unknown as Request, response, (thrown?: unknown) => {
    const { type } = (thrown ?? {}) as { readonly type?: string };
    const said = `${request.get("Content-Length") ?? "too many"} bytes`;
    next(type === "entity.too.large" ? new InvalidValue("content", said, `at most ${MAX_ATTACHMENT_BYTES} bytes`, "too_large") : thrown);
  });

function* partsOf(request: PhotoRequest) {
  const contentType = (request.get("Content-Type") ?? "").split(";")[0]?.trim().toLowerCase() ?? "";
  yield {
    part: {
      case: "header" as const,
      value: { organisation: organisationOf(request as unknown as Request), sha256: request.params.sha256, contentType },
    },
  };
  const content: unknown = request.body;
  if (!Buffer.isBuffer(content)) return;
  for (let at = 0; at < content.length; at += CHUNK_BYTES)
    yield { part: { case: "chunk" as const, value: content.subarray(at, at + CHUNK_BYTES) } };
}
