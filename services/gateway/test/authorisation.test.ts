import { appendFileSync } from "node:fs";
import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { Agent, request as httpRequest } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { HttpServer, KeyFile, makeApiKey, ROLES, type Role } from "@phm/service-kit";
import express, { type Express } from "express";
import { authorise } from "../src/access/authorise.js";
import { ACTIONS, type Demand } from "../src/access/decide.js";
import { ROUTE_TABLE, type RouteRow } from "../src/access/route-table.js";
import { createApp } from "../src/app.js";
import { readConfig } from "../src/config.js";
import { createContext } from "../src/context.js";
import { Identity } from "../src/identity/identity.js";
import { principalOf } from "../src/identity/principal.js";
import { sendProblem } from "../src/problem.js";
import { organisationOf } from "../src/request-parameters.js";

const NOW_MS = Date.parse("2026-11-23T00:00:00Z");
const REACHED = 299;
const VISITORS = [...ROLES, "expired", "revoked", "wrong", "none"] as const;
type Visitor = (typeof VISITORS)[number];

let folder: string;
let file: KeyFile;
let api: HttpServer;
let port: number;
const secrets: Partial<Record<Visitor, string>> = { wrong: "phm_wrong" };
const context = createContext(readConfig({ LOG_LEVEL: "silent" }));

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "phm-keys-"));
  file = new KeyFile(join(folder, "keys.json"));
  await file.write([...ROLES.map((role) => make(role, role)), make("expired", "admin", "2026-11-23T00:00:00Z"), make("revoked", "admin")]);
  await file.keys();
  await file.write((await file.keys()).filter(({ id }) => id !== "revoked"));
  api = new HttpServer({ host: "127.0.0.1", port: 0, app: guarded(), portVariable: "PHM_API_PORT" });
  port = await api.start();
});

afterAll(async () => {
  agent.destroy();
  await api.stop();
  await context.resources.close();
  await rm(folder, { recursive: true });
});

function make(id: Visitor, role: Role, expiresAt = "2027-01-01T00:00:00Z") {
  const { key, secret } = makeApiKey({ id, role, organisation: "acme", expiresAt });
  secrets[id] = secret;
  return key;
}

/** The gateway's own check, in front of a handler that says whom it would serve. */
function guarded(): Express {
  const app = express();
  app.use(authorise(new Identity({ keys: file }, () => NOW_MS)));
  app.use((request, response) => {
    response.status(REACHED).json({ organisation: organisationOf(request), principal: principalOf(request)?.id ?? null });
  });
  app.use(sendProblem(context.logger));
  return app;
}

const agent = new Agent({ keepAlive: true });

interface Answer {
  readonly status: number;
  readonly text: string;
}

/** Sent as it is written: `fetch` would tidy the path. */
function ask(method: string, path: string, headers: Record<string, string> = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = httpRequest({ port, method, path, headers, agent }, (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (chunk: string) => {
        text += chunk;
      });
      response.on("end", () => resolve({ status: response.statusCode ?? 0, text }));
    });
    sent.on("error", reject).end();
  });
}

const bearer = (visitor: Visitor): Record<string, string> => {
  const secret = secrets[visitor];
  return secret === undefined ? {} : { authorization: `Bearer ${secret}` };
};
const pathOf = (pattern: string) => pattern.replace(/:\w+/g, "x1").replace("{/*path}", "/x1");
const highest: Readonly<Record<Role, number>> = { viewer: 0, technician: 1, planner: 2, admin: 3, oem: -1, device: -1, service: -1 };

function expectedStatus([, , demand, shares]: RouteRow, visitor: Visitor, foreign: boolean): number {
  if (demand === "public") return REACHED;
  if (!ROLES.includes(visitor as Role)) return 401;
  // An equipment maker passes this door; what is shown behind it is what contracts say: sharing-enforcement.test.ts.
  if (foreign) return visitor === "oem" && shares !== undefined ? REACHED : 404;
  if (demand === "partner") return visitor === "oem" ? REACHED : 403;
  return ACTIONS.indexOf(demand) <= highest[visitor as Role] ? REACHED : 403;
}

interface Layer {
  readonly route?: { readonly path: string; readonly methods: Record<string, boolean> };
  readonly slash?: boolean;
  readonly handle: { readonly stack?: readonly Layer[] };
}

/** Every route that Express has; routers hang at the root or at `/api/v1`. */
function routesOf(stack: readonly Layer[], prefix = ""): string[] {
  return stack.flatMap(({ route, slash, handle }) => {
    if (route) return Object.keys(route.methods).map((method) => `${method} ${prefix}${route.path}`);
    return routesOf(handle.stack ?? [], slash ? prefix : `${prefix}/api/v1`);
  });
}

test("every route of the gateway has exactly one row, and every row its route", () => {
  const { stack } = createApp(context).router as unknown as { readonly stack: readonly Layer[] };
  const rows = ROUTE_TABLE.map(([method, path]) => `${method} ${path}`);
  expect(new Set(rows).size).toBe(rows.length);
  expect([...rows].sort()).toEqual(routesOf(stack).sort());
});

test("nothing but a preview and a list of missing photos is written as reading, and only the signed webhook and signing in without a key", () => {
  const writes = ROUTE_TABLE.filter(([method]) => method !== "get");
  const of = (wanted: Demand) => writes.filter(([, , demand]) => demand === wanted).map(([, path]) => path.replace("/api/v1", ""));
  expect(of("read").sort()).toEqual(["/inspection/photos/missing", "/plans/preview"]);
  expect(of("public").sort()).toEqual(["/exchange/systems/:system/webhook", "/session", "/session"]);
  expect(
    ROUTE_TABLE.filter(([method, , demand]) => method === "get" && demand === "public")
      .map(([, path]) => path)
      .sort(),
  ).toEqual([
    "/api/v1/docs",
    "/api/v1/openapi.json",
    "/api/v1/session",
    "/api/v1/session/provider",
    "/api/v1/session/provider/return",
    "/console{/*path}",
    "/style.css",
  ]);
});

test("every route answers every role, expired, revoked, wrong and missing key, in the own and a foreign organisation, as the table says", async () => {
  const surprises: string[] = [];
  let cases = 0;
  for (const row of ROUTE_TABLE)
    for (const visitor of VISITORS)
      for (const organisation of ["acme", "other"]) {
        const [method, pattern] = row;
        const path = `${pathOf(pattern)}?organisation=${organisation}`;
        const { status } = await ask(method.toUpperCase(), path, bearer(visitor));
        const expected = expectedStatus(row, visitor, organisation === "other");
        if (status !== expected) surprises.push(`${method} ${path} as ${visitor}: ${status}, not ${expected}`);
        cases += 1;
      }
  expect(surprises).toEqual([]);
  const report = process.env.PHM_AUTHZ_REPORT;
  if (report) appendFileSync(report, `${JSON.stringify({ routes: ROUTE_TABLE.length, visitors: VISITORS.length, cases })}\n`);
});

describe("who asks", () => {
  test("is served the records of the key's organisation, also where the request names none", async () => {
    const { text } = await ask("GET", "/api/v1/assets", bearer("viewer"));
    expect(JSON.parse(text)).toEqual({ organisation: "acme", principal: "viewer" });
  });

  test("cannot name the organisation twice", async () => {
    expect((await ask("GET", "/api/v1/assets?organisation=acme&organisation=other", bearer("admin"))).status).toBe(400);
  });

  test("may show the key as a Basic password for reading, never for a write", async () => {
    const basic = { authorization: `Basic ${Buffer.from(`me:${secrets.admin}`).toString("base64")}` };
    expect((await ask("GET", "/", basic)).status).toBe(REACHED);
    expect((await ask("PUT", "/api/v1/parts/x", basic)).status).toBe(401);
  });

  test("gets no further with what is no key", async () => {
    for (const authorization of [
      "Bearer",
      "Bearer ",
      `Bearer ${"x".repeat(300)}`,
      'Bearer {"$ne":null}',
      "Bearer [object Object]",
      "Basic !!!",
    ])
      expect((await ask("GET", "/api/v1/assets", { authorization })).status).toBe(401);
  });

  test("does not see the secret or its hash in any refusal", async () => {
    const { text } = await ask("PUT", "/api/v1/retention/policy", bearer("viewer"));
    expect(text).not.toContain(secrets.viewer);
    expect(text).not.toContain((await file.keys())[0]?.sha256);
  });
});

test("HEAD asks what GET asks, and a method that no row has is not found, whatever another header says", async () => {
  expect((await ask("HEAD", "/api/v1/assets")).status).toBe(401);
  expect((await ask("HEAD", "/api/v1/notifications", bearer("viewer"))).status).toBe(403);
  for (const method of ["OPTIONS", "PATCH", "TRACE", "PROPFIND"])
    expect((await ask(method, "/api/v1/parts/x", bearer("admin"))).status).toBe(404);
  const disguised = { ...bearer("viewer"), "x-http-method-override": "GET" };
  expect((await ask("PUT", "/api/v1/parts/x", disguised)).status).toBe(403);
});

test("what no row knows is not found, and no spelling of a path opens more than the path itself", async () => {
  for (const path of ["/api/v1/none", "/api/v2/assets", "/api/v1/assets/../../etc/passwd", "/api/v1/parts/%2e%2e%2fpolicy/x/y"])
    expect((await ask("GET", path, bearer("admin"))).status).toBe(404);
  for (const path of ["/API/V1/Retention/Policy", "/api/v1/retention/policy/", "/api/v1/retention/%70olicy"])
    expect([403, 404]).toContain((await ask("PUT", path, bearer("viewer"))).status);
});

describe("the key file", () => {
  test("lets nobody in while it is missing, damaged, holds an id twice, or is open to everybody", async () => {
    const path = join(folder, "other.json");
    const keys = new KeyFile(path);
    await expect(keys.keys()).rejects.toMatchObject({ code: "failed_precondition", field: "PHM_API_KEYS_FILE" });
    const key = make("wrong", "admin");
    for (const content of ["{", "[]", '{"keys":[{"id":"x"}]}', JSON.stringify({ keys: [key, key] })]) {
      await writeFile(path, content, { mode: 0o600 });
      await expect(keys.keys()).rejects.toMatchObject({ code: "failed_precondition" });
    }
    await keys.write([key]);
    expect(await keys.keys()).toEqual([key]);
    await chmod(path, 0o644);
    await expect(keys.keys()).rejects.toMatchObject({ code: "failed_precondition" });
    secrets.wrong = "phm_wrong";
  });

  test("holds no secret", async () => {
    expect(JSON.stringify(await file.keys())).not.toMatch(/phm_/);
  });

  test("takes no key whose facts break a rule, and names the field", () => {
    const facts = { id: "erp", role: "viewer", organisation: "acme", expiresAt: "2027-01-01T00:00:00Z" } as const;
    for (const [field, value] of Object.entries({ id: "A b", organisation: "a.b", expiresAt: "soon", role: "root" }))
      expect(() => makeApiKey({ ...facts, [field]: value })).toThrow(expect.objectContaining({ field }));
  });
});

test("the gateway does not listen beyond this machine without keys, unless that is said", () => {
  expect(() => readConfig({ PHM_HTTP_HOST: "0.0.0.0" })).toThrow("PHM_HTTP_HOST");
  for (const env of [{ PHM_API_KEYS_FILE: "keys.json" }, { PHM_API_OPEN: "true" }])
    expect(readConfig({ PHM_HTTP_HOST: "0.0.0.0", ...env }).httpHost).toBe("0.0.0.0");
  for (const host of ["127.0.0.1", "::1", "localhost"]) expect(readConfig({ PHM_HTTP_HOST: host }).httpHost).toBe(host);
});

test("with a key file the whole gateway refuses a stranger, and every answer tells browsers what to refuse", async () => {
  const identity = new Identity({ keys: file }, () => NOW_MS);
  const whole = new HttpServer({ host: "127.0.0.1", port: 0, app: createApp({ ...context, identity }), portVariable: "PHM_API_PORT" });
  const answer = await fetch(`http://127.0.0.1:${await whole.start()}/api/v1/assets/pump`);
  await whole.stop();
  expect(answer.status).toBe(401);
  expect(answer.headers.get("content-security-policy")).toContain("default-src 'none'");
  expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
});
