import { request as httpRequest, type IncomingHttpHeaders } from "node:http";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { HttpServer } from "@phm/service-kit";
import { createApp } from "../src/app.js";
import { readConfig } from "../src/config.js";
import { createContext } from "../src/context.js";

const PER_MINUTE = 4;
const context = createContext(readConfig({ LOG_LEVEL: "silent", PHM_RATE_LIMIT_PER_MINUTE: String(PER_MINUTE) }));
let api: HttpServer;
let port: number;
beforeAll(async () => {
  api = new HttpServer({ host: "127.0.0.1", port: 0, app: createApp(context), portVariable: "PHM_API_PORT" });
  port = await api.start();
});
afterAll(async () => {
  await api.stop();
  await context.resources.close();
});

/** As it comes over the wire: `fetch` would unpack it. */
function ask(path: string, headers: Record<string, string> = {}) {
  return new Promise<{ readonly status: number; readonly headers: IncomingHttpHeaders; readonly body: Buffer }>((resolve, reject) => {
    const sent = httpRequest({ port, path, headers }, (response) => {
      const parts: Buffer[] = [];
      response.on("data", (part: Buffer) => parts.push(part));
      response.on("end", () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(parts) }));
    });
    sent.on("error", reject).end();
  });
}

test("answers are compressed for who takes it, and requests are counted and refused beyond the limit, with the standard's headers", async () => {
  const packed = await ask("/api/v1/openapi.json", { "accept-encoding": "gzip" });
  expect(packed.headers["content-encoding"]).toBe("gzip");
  expect(JSON.parse(gunzipSync(packed.body).toString())).toMatchObject({ openapi: "3.1.1" });
  const plain = await ask("/api/v1/openapi.json");
  expect(plain.headers["content-encoding"]).toBeUndefined();
  expect(plain.headers["ratelimit-policy"]).toContain(`q=${PER_MINUTE}; w=60`);
  expect(plain.headers.ratelimit).toContain(`r=${PER_MINUTE - 2}`);
  for (let i = 2; i < PER_MINUTE; i++) expect((await ask("/api/v1/openapi.json")).status).toBe(200);
  const refused = await ask("/api/v1/openapi.json");
  expect(refused.status).toBe(429);
  expect(refused.headers["retry-after"]).toMatch(/^\d+$/);
  expect(JSON.parse(refused.body.toString())).toMatchObject({ code: "resource_exhausted", field: "requests" });
});

test("a limit that is no number of requests is a problem of the configuration", () => {
  expect(() => readConfig({ PHM_RATE_LIMIT_PER_MINUTE: "0" })).toThrow(/PHM_RATE_LIMIT_PER_MINUTE/);
});
