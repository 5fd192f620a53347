import { Router } from "express";
import { OPERATIONS } from "../operations.js";
import { languageOf } from "../request-parameters.js";
import { openApiDocument } from "./document.js";
import { documentPage } from "./document-page.js";

/** The API's own description, for programs and for people. It holds no records, so it asks for no key. */
export function documentRoutes(): Router {
  const document = openApiDocument(OPERATIONS, "1");
  const json = JSON.stringify(document);
  const router = Router();
  router.get("/openapi.json", (_request, response) => void response.type("application/json").send(json));
  router.get("/docs", (request, response) => void response.type("html").send(documentPage(document, OPERATIONS, languageOf(request))));
  return router;
}
