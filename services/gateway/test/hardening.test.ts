import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { request as httpRequest } from "node:http";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { createLogger, HttpServer, KeyFile, makeApiKey, ServiceError } from "@phm/service-kit";
import { ROUTE_TABLE } from "../src/access/route-table.js";
import { createApp } from "../src/app.js";
import { readConfig } from "../src/config.js";
import { createContext, type GatewayContext } from "../src/context.js";
import { Identity } from "../src/identity/identity.js";

const SECRET_OF_THE_HOUSE = "outside-of-the-console";
const QUICK = { headersMs: 200, requestMs: 400, lookedAtEveryMs: 50 };
const logged: string[] = [];
const logger = createLogger({ service: "gateway", level: "trace", destination: { write: (line) => void logged.push(line) } });
const { key, secret } = makeApiKey({ id: "li", role: "admin", organisation: "acme", expiresAt: "2100-01-01T00:00:00Z" });

let folder: string;
let context: GatewayContext;
let open: HttpServer;
let guarded: HttpServer;
let openPort: number;
let port: number;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "phm-hardening-"));
  await mkdir(join(folder, "console", "assets"), { recursive: true });
  await writeFile(join(folder, "console", "index.html"), "<html>console</html>");
  await writeFile(join(folder, "secret.txt"), SECRET_OF_THE_HOUSE);
  const file = new KeyFile(join(folder, "keys.json"));
  await file.write([key]);
  const env = { PHM_CONSOLE_DIR: join(folder, "console"), PHM_DATA_DIR: folder, LOG_LEVEL: "silent" };
  const made = createContext(readConfig(env));
  context = {
    ...made,
    logger,
    workorders: { ...made.workorders, assets: away(made.workorders.assets), orders: away(made.workorders.orders) },
  };
  open = new HttpServer({ host: "127.0.0.1", port: 0, app: createApp(context), portVariable: "PHM_API_PORT", patience: QUICK });
  const identity = new Identity({ keys: file }, Date.now);
  const app = createApp({ ...context, isForThisMachine: false, identity });
  guarded = new HttpServer({ host: "127.0.0.1", port: 0, app, portVariable: "PHM_API_PORT", patience: QUICK });
  [openPort, port] = await Promise.all([open.start(), guarded.start()]);
});
afterAll(async () => {
  await Promise.all([open.stop(), guarded.stop()]);
  await context.resources.close();
  await rm(folder, { recursive: true, force: true });
});

/** A service that nobody answers for: what passes all checks ends in 503, at once. */
function away<T extends object>(calls: T): T {
  const refuse = () => Promise.reject(new ServiceError("unavailable", "nobody answers"));
  return Object.fromEntries(Object.keys(calls).map((name) => [name, refuse])) as T;
}

/** All that a raw connection hears until it is closed. */
function heard(text: string, to = port): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(to, "127.0.0.1", () => socket.write(text));
    let answer = "";
    socket.setEncoding("utf8").on("data", (part: string) => {
      answer += part;
    });
    socket.on("close", () => resolve(answer)).on("error", reject);
  });
}

function ask(
  method: string,
  path: string,
  headers: Record<string, string> = {},
  body = "",
  to = port,
): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const sent = httpRequest({ host: "127.0.0.1", port: to, method, path, headers }, (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (part: string) => {
        text += part;
      });
      response.on("end", () => resolve({ status: response.statusCode ?? 0, text }));
    });
    sent.on("error", reject).end(body);
  });
}

const bearer = { authorization: `Bearer ${secret}` };
const json = { ...bearer, "content-type": "application/json" };

describe("a slow caller", () => {
  test("that never ends its headers is answered 408 and let go", async () => {
    expect(await heard("GET /api/v1/assets HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ")).toMatch(/^HTTP\/1\.1 408 /);
  });

  test("that never ends its body is let go", async () => {
    const head = `POST /api/v1/work-orders HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer ${secret}\r\n`;
    const answer = await heard(`${head}Content-Type: application/json\r\nContent-Length: 1000\r\n\r\n{`);
    expect(answer).not.toMatch(/^HTTP\/1\.1 2/);
  });

  test("holds nobody else up", async () => {
    const slow = Array.from({ length: 50 }, () => heard("GET / HTTP/1.1\r\nX-Slow: "));
    expect((await ask("GET", "/style.css")).status).toBe(200);
    await Promise.all(slow);
  });
});

describe("what is too large", () => {
  test("as headers is refused with 431, as an address with 431 or 404, as a JSON body with 4xx, and the gateway goes on", async () => {
    expect((await ask("GET", "/api/v1/assets", { ...bearer, "x-large": "x".repeat(17_000) })).status).toBe(431);
    expect([404, 414, 431]).toContain((await ask("GET", `/api/v1/assets/${"x".repeat(20_000)}`, bearer)).status);
    const { status, text } = await ask("POST", "/api/v1/work-orders", json, JSON.stringify({ asset: "x".repeat(300_000) }));
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
    expect(text).not.toMatch(/ at .*\.(js|ts):/);
    expect((await ask("GET", "/style.css")).status).toBe(200);
  });

  test("as nested JSON, or with keys of an object's own workings, is refused without harm", async () => {
    const nested = `${"[".repeat(100_000)}${"]".repeat(100_000)}`;
    for (const body of [nested, '{"__proto__":{"isAdmin":true}}', '{"constructor":{"prototype":{"isAdmin":true}}}']) {
      const { status } = await ask("POST", "/api/v1/work-orders", json, body);
      expect(status).toBeLessThan(500);
    }
    expect(({} as { isAdmin?: boolean }).isAdmin).toBeUndefined();
  });
});

test.each([
  "/console/../secret.txt",
  "/console/..%2fsecret.txt",
  "/console/%2e%2e/secret.txt",
  "/console/%2e%2e%2fsecret.txt",
  "/console/..%5csecret.txt",
  "/console/assets/../../secret.txt",
  "/console/assets/..%2f..%2fsecret.txt",
  "/console/%252e%252e/secret.txt",
  "/console//etc/passwd",
  "/console/%00/../secret.txt",
  "/console/keys.json%00.css",
])("no spelling of a path leads out of the console's folder: %s", async (path) => {
  const { status, text } = await ask("GET", path);
  expect(text).not.toContain(SECRET_OF_THE_HOUSE);
  expect(text).not.toMatch(/root:|sha256/);
  expect(status).toBeLessThan(500);
});

describe("what is logged", () => {
  test("holds no secret that a request has shown, wherever it stood", async () => {
    const token = `${Buffer.from('{"alg":"none"}').toString("base64url")}.e30.`;
    const cookie = `phm_session=${"S".repeat(43)}`;
    for (const headers of [bearer, { authorization: `Bearer ${token}` }, { authorization: `Basic ${btoa(`x:${secret}`)}` }, { cookie }])
      for (const path of ["/api/v1/assets", "/api/v1/none", "/api/v1/work-orders/x"]) await ask("GET", path, headers);
    await ask("POST", "/api/v1/session", bearer);
    logger.error({ token: secret, nested: { authorization: secret, forgeryToken: secret }, apiKey: secret }, "as a careless line would");
    const all = logged.join("");
    expect(all).toContain("request failed");
    for (const shown of [secret, token, "S".repeat(43), btoa(`x:${secret}`)]) expect(all).not.toContain(shown);
  });

  test("is one JSON object a line, whatever a path says", async () => {
    logged.length = 0;
    const forged = '{"level":"info","msg":"admin signed in"}';
    for (const id of [`x%0d%0a${encodeURIComponent(forged)}%0a`, "%1b[31mred%1b[0m%E2%80%AE"])
      expect((await ask("GET", `/api/v1/work-orders/${id}`, bearer)).status).toBe(503);
    const lines = logged.join("").split("\n").filter(Boolean);
    expect(lines.length).toBeGreaterThan(0);
    for (const line of lines) expect(JSON.parse(line)).toMatchObject({ service: "gateway" });
    expect(lines.filter((line) => JSON.parse(line).msg === "admin signed in")).toEqual([]);
    expect([...logged.join("")].filter((each) => each < " " && each !== "\n")).toEqual([]);
  });
});

test("an open API answers under this machine's own names alone, so that no site can be made to point to it", async () => {
  for (const host of ["127.0.0.1", `localhost:${openPort}`, "[::1]:7400", "127.8.8.8:80"])
    expect((await ask("GET", "/style.css", { host }, "", openPort)).status).toBe(200);
  for (const host of ["rebound.example", "127.0.0.1.example", "localhost.example:7400", "10.0.0.7"])
    expect([host, (await ask("GET", "/style.css", { host }, "", openPort)).status]).toEqual([host, 403]);
  expect(await heard("GET /style.css HTTP/1.0\r\n\r\n", openPort)).toMatch(/^HTTP\/1\.1 403 /);
  expect((await ask("GET", "/style.css", { host: "phm.example" })).status).toBe(200);
});

test("no method but those of the routes is answered, and TRACE tells nobody what they sent", async () => {
  expect(new Set(ROUTE_TABLE.map(([method]) => method)).size).toBeLessThanOrEqual(5);
  const { status, text } = await ask("TRACE", "/api/v1/assets", bearer);
  expect(status).toBeGreaterThanOrEqual(400);
  expect(text).not.toContain(secret);
});
