import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { extname, join } from "node:path";
import { ServiceError } from "@phm/service-kit";
import { type Request, type Response, Router } from "express";
import type { GatewayContext } from "../context.js";
import { allowNonce } from "../security-headers.js";

/** What the build of the console leaves to be filled in; see `console/vite.config.ts`. */
const NONCE_PLACEHOLDER = "__CSP_NONCE__";
const NONCE_BYTES = 16;
/** The build names these by their content. */
const IMMUTABLE = /^assets\//;
const YEAR_MS = 365 * 86_400_000;

/** The console: its files as they were built, and for every place in it the one page that shows it. */
export function consoleRoutes({ consoleFolder }: GatewayContext): Router {
  const router = Router();
  router.get("/console{/*path}", async (request, response) => {
    if (consoleFolder === undefined) throw new ServiceError("not_found", "no console is installed: PHM_CONSOLE_DIR names none");
    const file = fileOf(request);
    if (extname(file) === "" || file === "index.html") await sendPage(consoleFolder, response);
    else await sendBuilt(consoleFolder, file, response);
  });
  return router;
}

function fileOf({ params }: Request): string {
  const path: unknown = params.path;
  return Array.isArray(path) ? path.join("/") : "";
}

/** The page itself; its styles and scripts carry a number of this answer alone. */
async function sendPage(folder: string, response: Response): Promise<void> {
  const page = await readFile(join(folder, "index.html"), "utf8");
  const nonce = randomBytes(NONCE_BYTES).toString("base64");
  allowNonce(response, nonce);
  response.type("html").setHeader("Cache-Control", "no-cache");
  response.send(page.replaceAll(NONCE_PLACEHOLDER, nonce));
}

function sendBuilt(root: string, file: string, response: Response): Promise<void> {
  const kept = IMMUTABLE.test(file) ? { immutable: true, maxAge: YEAR_MS } : { maxAge: 0 };
  return new Promise((resolve, reject) => {
    response.sendFile(file, { root, ...kept }, (error) => {
      if (!error || response.headersSent) resolve();
      else reject(new ServiceError("not_found", `the console has no file ${file}`));
    });
  });
}
