import { Router } from "express";
import { OPERATIONS } from "../operations.js";
import { openApiDocument } from "./document.js";

/** The API's own description. It holds no records, so it asks for no key. */
export function documentRoutes(): Router {
  const document = JSON.stringify(openApiDocument(OPERATIONS, "1"));
  return Router().get("/openapi.json", (_request, response) => {
    response.type("application/json").send(document);
  });
}
