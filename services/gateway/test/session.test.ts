import { mkdtemp, readFile, rm } from "node:fs/promises";
import { request as httpRequest } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { createLogger, type DocumentStore, HttpServer, KeyFile, makeApiKey, openStore, type Role } from "@phm/service-kit";
import express from "express";
import { authorise } from "../src/access/authorise.js";
import { mount } from "../src/api/mount.js";
import type { GatewayContext } from "../src/context.js";
import { Identity } from "../src/identity/identity.js";
import { principalOf } from "../src/identity/principal.js";
import { SESSION_IDLE_MS, SESSION_LASTS_MS, SessionBook } from "../src/identity/session/session-book.js";
import { SESSION_COLLECTION, type StoredSession } from "../src/identity/session/stored-session.js";
import { sendProblem } from "../src/problem.js";
import { sessionOperations } from "../src/routes/session.js";

const START_MS = Date.parse("2026-11-23T00:00:00Z");
const REACHED = 299;
let folder: string;
let store: DocumentStore;
let file: KeyFile;
let api: HttpServer;
let port: number;
let identity: Identity;
let nowMs: number;
const secrets: Record<string, string> = {};

function make(id: string, role: Role, expiresAt = "2027-01-01T00:00:00Z") {
  const { key, secret } = makeApiKey({ id, role, organisation: "acme", expiresAt });
  secrets[id] = secret;
  return key;
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "phm-session-"));
  store = await openStore({ database: "unused", folder, file: "gateway.db" });
  file = new KeyFile(join(folder, "keys.json"));
  const sessions = new SessionBook(() => store.collection<StoredSession>(SESSION_COLLECTION), file);
  identity = new Identity({ keys: file, sessions }, () => nowMs);
  const app = express();
  app.use(authorise(identity));
  app.use("/api/v1", mount({ identity, checksAnswers: true } as GatewayContext, sessionOperations));
  app.use((request, response) => void response.status(REACHED).json(principalOf(request)));
  app.use(sendProblem(createLogger({ service: "test", level: "silent" })));
  api = new HttpServer({ host: "127.0.0.1", port: 0, app, portVariable: "PHM_API_PORT" });
  port = await api.start();
});
afterAll(async () => {
  await api.stop();
  await store.close();
  await rm(folder, { recursive: true });
});
beforeEach(async () => {
  nowMs = START_MS;
  await file.write([make("planner", "planner"), make("short", "viewer", "2026-11-23T01:00:00Z"), make("pump-1", "device")]);
});

interface Answer {
  readonly status: number;
  readonly body: Record<string, unknown>;
  readonly cookie: string;
}

/** As a browser would: `fetch` sets neither Origin nor Host. */
function ask(method: string, path: string, headers: Record<string, string> = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = httpRequest({ host: "127.0.0.1", port, method, path: `/api/v1${path}`, headers }, (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (chunk: string) => {
        text += chunk;
      });
      const cookie = response.headers["set-cookie"]?.[0] ?? "";
      response.on("end", () => resolve({ status: response.statusCode ?? 0, body: text ? JSON.parse(text) : {}, cookie }));
    });
    sent.on("error", reject).end();
  });
}

async function signIn(id: string, more: Record<string, string> = {}) {
  const { status, body, cookie } = await ask("POST", "/session", { authorization: `Bearer ${secrets[id]}`, ...more });
  const [pair = ""] = cookie.split(";");
  return { status, body, cookie, session: { cookie: pair }, token: String(body.forgeryToken) };
}

const origin = () => `http://127.0.0.1:${port}`;
const HEADER = "x-phm-session-token";

describe("a session", () => {
  test("begins with a key, says whose it is and until when, and reads what the key would", async () => {
    const { status, body, session } = await signIn("planner");
    expect([status, body]).toMatchObject([201, { principal: { id: "planner", role: "planner", expiresAt: "2026-11-23T08:00:00.000Z" } }]);
    expect(await ask("GET", "/assets", session)).toMatchObject({ status: REACHED, body: { id: "planner", organisation: "acme" } });
    expect(await ask("GET", "/session", session)).toMatchObject({
      body: { principal: { id: "planner" }, forgeryToken: body.forgeryToken },
    });
    expect((await ask("GET", "/assets?organisation=other", session)).status).toBe(404);
    expect((await ask("GET", "/notifications", session)).status).toBe(403);
  });

  test("lies in a cookie that no script reads, that no other site's request carries, and that goes by https alone beyond this machine", async () => {
    const { cookie } = await signIn("planner");
    expect(cookie).toMatch(/^phm_session=[\w-]{43}; Max-Age=28800; Path=\/; .*HttpOnly; SameSite=Strict$/);
    expect(cookie).not.toContain("Secure");
    for (const host of ["phm.example", "10.0.0.7:7400", "127.0.0.1.example", "localhost.example:1"])
      expect((await signIn("planner", { host })).cookie).toMatch(/^__Host-phm_session=.*HttpOnly; Secure; SameSite=Strict$/);
  });

  test.each(["nobody", "pump-1"])("is not for %s", async (id) => {
    expect((await signIn(id)).status).toBe(id === "nobody" ? 401 : 403);
  });

  test("does not begin with a session, so that nobody makes one last for ever", async () => {
    const { session, token } = await signIn("planner");
    expect((await ask("POST", "/session", { ...session, [HEADER]: token, origin: origin() })).status).toBe(401);
  });

  test("ends when nobody uses it for half an hour, and lasts eight hours when somebody does", async () => {
    const [idle, used] = [await signIn("planner"), await signIn("planner")];
    nowMs += SESSION_IDLE_MS - 1;
    expect((await ask("GET", "/assets", used.session)).status).toBe(REACHED);
    nowMs += 1;
    expect((await ask("GET", "/assets", idle.session)).status).toBe(401);
    for (; nowMs < START_MS + SESSION_LASTS_MS; nowMs += SESSION_IDLE_MS / 2)
      expect((await ask("GET", "/assets", used.session)).status).toBe(REACHED);
    expect((await ask("GET", "/assets", used.session)).status).toBe(401);
  });

  test("is not kept from idling by a page that only listens", async () => {
    const { session } = await signIn("planner");
    const listening = { method: "GET", headers: { host: `127.0.0.1:${port}`, ...session } };
    for (const waited of [SESSION_IDLE_MS / 2, SESSION_IDLE_MS - 1]) {
      nowMs = START_MS + waited;
      expect(await identity.principalOf(listening, "listens")).toMatchObject({ id: "planner" });
    }
    nowMs += 1;
    expect(await identity.principalOf(listening, "listens")).toBeUndefined();
  });

  test("ends with its key: when that expires, and with the next request when it is revoked", async () => {
    const [short, revoked] = [await signIn("short"), await signIn("planner")];
    expect(short.body).toMatchObject({ principal: { expiresAt: "2026-11-23T01:00:00.000Z" } });
    await file.write((await file.keys()).filter(({ id }) => id !== "planner"));
    expect((await ask("GET", "/assets", revoked.session)).status).toBe(401);
    expect((await ask("GET", "/assets", short.session)).status).toBe(REACHED);
    // The same name with another secret is another key.
    await file.write([make("planner", "admin")]);
    expect((await ask("GET", "/assets", revoked.session)).status).toBe(401);
  });

  test("ends when its holder signs out, wherever its cookie may have been copied to", async () => {
    const { session, token } = await signIn("planner");
    const { status, cookie } = await ask("DELETE", "/session", { ...session, [HEADER]: token, origin: origin() });
    expect([status, cookie]).toEqual([204, expect.stringMatching(/^phm_session=;/)]);
    expect((await ask("GET", "/assets", session)).status).toBe(401);
  });

  test("is kept as a hash: neither its secret nor the key stands in the store", async () => {
    const { session } = await signIn("planner");
    const bytes = await readFile(join(folder, "gateway.db")).then(async (db) =>
      Buffer.concat([db, await readFile(join(folder, "gateway.db-wal")).catch(() => Buffer.alloc(0))]),
    );
    expect(bytes.includes("planner")).toBe(true);
    expect(bytes.includes(session.cookie.replace("phm_session=", ""))).toBe(false);
    expect(bytes.includes(secrets.planner as string)).toBe(false);
  });
});

describe("a write by a session", () => {
  test("passes from a page of this host that shows the session's token", async () => {
    const { session, token } = await signIn("planner");
    for (const more of [{}, { "sec-fetch-site": "same-origin" }] as Record<string, string>[])
      expect((await ask("PUT", "/parts/x", { ...session, [HEADER]: token, origin: origin(), ...more })).status).toBe(REACHED);
  });

  test("is refused where another site could have caused it", async () => {
    const [mine, other] = [await signIn("planner"), await signIn("planner")];
    const right = { ...mine.session, [HEADER]: mine.token, origin: origin() };
    const { origin: _, ...withoutOrigin } = right;
    const forged: Record<string, string>[] = [
      { ...mine.session, origin: origin() },
      { ...right, [HEADER]: "" },
      { ...right, [HEADER]: other.token },
      { ...right, [HEADER]: `${mine.token.slice(1)}A` },
      { ...right, origin: "https://elsewhere.example" },
      { ...right, origin: `http://127.0.0.1:${port + 1}` },
      { ...right, origin: "null" },
      { ...right, origin: `http://127.0.0.1:${port}.elsewhere.example` },
      { ...right, "sec-fetch-site": "cross-site" },
      { ...right, "sec-fetch-site": "same-site" },
      { ...right, "sec-fetch-site": "none" },
      withoutOrigin,
    ];
    for (const headers of forged) expect([headers, (await ask("PUT", "/parts/x", headers)).status]).toEqual([headers, 403]);
    expect((await ask("DELETE", "/session", mine.session)).status).toBe(403);
    expect((await ask("GET", "/assets", mine.session)).status).toBe(REACHED);
  });

  test("is judged by the key where a program shows one, whatever cookie is with it", async () => {
    const { session } = await signIn("planner");
    const headers = { ...session, authorization: `Bearer ${secrets.short}` };
    expect((await ask("PUT", "/parts/x", headers)).status).toBe(403);
    expect((await ask("GET", "/assets", headers)).body).toMatchObject({ id: "short" });
  });
});

test.each([
  "phm_session=",
  "phm_session=x",
  `phm_session=${"A".repeat(43)}`,
  `phm_session=${"A".repeat(4_000)}`,
  'phm_session={"$ne":null}',
  "phm_session[$ne]=x",
])("a cookie that is no session opens nothing: %p", async (cookie) => {
  expect((await ask("GET", "/assets", { cookie })).status).toBe(401);
});

test("two sessions in one request open nothing, as one of them may be planted", async () => {
  const [mine, other] = [await signIn("planner"), await signIn("short")];
  expect((await ask("GET", "/assets", { cookie: `${other.session.cookie}; ${mine.session.cookie}` })).status).toBe(401);
});
