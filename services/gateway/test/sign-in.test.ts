import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { createLogger, type DocumentStore, HttpServer, openStore } from "@phm/service-kit";
import express from "express";
import { authorise } from "../src/access/authorise.js";
import { mount } from "../src/api/mount.js";
import { readConfig } from "../src/config.js";
import type { GatewayContext } from "../src/context.js";
import type { Identity } from "../src/identity/identity.js";
import { identityOf } from "../src/identity/open-identity.js";
import { SESSION_COLLECTION, type StoredSession } from "../src/identity/session/stored-session.js";
import { sendProblem } from "../src/problem.js";
import { sessionOperations } from "../src/routes/session.js";
import { signInOperations } from "../src/routes/sign-in.js";
import { TokenIssuer } from "./token-issuer.js";

const PUBLIC_URL = "http://127.0.0.1:7400";
const issuer = new TokenIssuer();
let folder: string;
let store: DocumentStore;
let api: HttpServer;
let url: string;

beforeAll(async () => {
  await issuer.start();
  folder = await mkdtemp(join(tmpdir(), "phm-sign-in-"));
  store = await openStore({ database: "unused", folder, file: "gateway.db" });
  const oidc = { PHM_OIDC_ISSUER: issuer.url, PHM_OIDC_AUDIENCE: "phm", PHM_OIDC_CLIENT_ID: "console", PHM_PUBLIC_URL: PUBLIC_URL };
  const { identity } = identityOf(readConfig(oidc), () => store.collection<StoredSession>(SESSION_COLLECTION));
  const app = express();
  app.use(authorise(identity as Identity));
  const context = { identity, checksAnswers: true } as GatewayContext;
  app.use("/api/v1", mount(context, [...sessionOperations, ...signInOperations]));
  app.use(sendProblem(createLogger({ service: "test", level: "silent" })));
  api = new HttpServer({ host: "127.0.0.1", port: 0, app, portVariable: "PHM_API_PORT" });
  url = `http://127.0.0.1:${await api.start()}/api/v1/session`;
});
afterAll(async () => {
  await api.stop();
  await store.close();
  await issuer.stop();
  await rm(folder, { recursive: true });
});

const cookieOf = (answer: Response, name: string) =>
  answer.headers
    .getSetCookie()
    .find((each) => each.startsWith(`${name}=`) && !each.startsWith(`${name}=;`))
    ?.split(";")[0];

/** A browser goes to the provider's page. */
async function start() {
  const answer = await fetch(`${url}/provider`, { redirect: "manual" });
  const page = new URL(answer.headers.get("location") ?? "about:blank");
  return { status: answer.status, page, cookie: cookieOf(answer, "phm_sign_in") ?? "", cookies: answer.headers.getSetCookie() };
}

/** A browser comes back from there. */
function comeBack(query: Readonly<Record<string, string>>, cookie: string): Promise<Response> {
  return fetch(`${url}/provider/return?${new URLSearchParams(query)}`, { redirect: "manual", headers: { cookie } });
}

const stateOf = (page: URL) => page.searchParams.get("state") ?? "";

test("a person signs in at the provider's page and comes back with a session; nothing secret was in an address", async () => {
  const { status, page, cookie, cookies } = await start();
  expect([status, page.origin]).toEqual([302, issuer.url]);
  expect(Object.fromEntries(page.searchParams)).toMatchObject({
    ...{ response_type: "code", client_id: "console", redirect_uri: `${PUBLIC_URL}/api/v1/session/provider/return` },
    ...{ code_challenge_method: "S256", nonce: expect.any(String) },
  });
  expect(cookies[0]).toMatch(/HttpOnly; SameSite=Lax$/);
  const [, , verifier = "none"] = cookie.split(".");
  expect(page.href).not.toContain(verifier);

  const back = await comeBack({ code: issuer.signInAt(page.href), state: stateOf(page), iss: issuer.url, session_state: "x" }, cookie);
  expect([back.status, back.headers.get("location")]).toEqual([303, "/console/"]);
  const session = cookieOf(back, "phm_session") ?? "";
  const who = await (await fetch(url, { headers: { cookie: session } })).json();
  expect(who).toMatchObject({ asksWhoComes: true, hasProvider: true, principal: { id: "li.wei", organisation: "acme", role: "planner" } });
});

describe("nobody comes in by", () => {
  test("a way back that was begun in another browser, in none, or twice", async () => {
    const [mine, other] = [await start(), await start()];
    const code = () => issuer.signInAt(mine.page.href);
    for (const cookie of [other.cookie, "", "phm_sign_in=x", `${mine.cookie}; ${other.cookie}`])
      expect((await comeBack({ code: code(), state: stateOf(mine.page) }, cookie)).status).toBe(401);
    for (const state of [stateOf(other.page), "", "x"]) expect((await comeBack({ code: code(), state }, mine.cookie)).status).toBe(401);
    const used = code();
    expect((await comeBack({ code: used, state: stateOf(mine.page) }, mine.cookie)).status).toBe(303);
    expect((await comeBack({ code: used, state: stateOf(mine.page) }, mine.cookie)).status).toBe(401);
  });

  test("a code that was stolen from another sign-in, as its verifier and its nonce are another's", async () => {
    const [victim, thief] = [await start(), await start()];
    const stolen = issuer.signInAt(victim.page.href);
    expect((await comeBack({ code: stolen, state: stateOf(thief.page) }, thief.cookie)).status).toBe(401);
  });

  test.each([
    ["for another client", { aud: "another" }],
    ["for the API, not for the console", { aud: "phm" }],
    ["of another sign-in", { nonce: "another" }],
    ["without a nonce", { nonce: undefined }],
    ["of another issuer", { iss: "https://elsewhere.example" }],
    ["that has expired", { exp: 1 }],
  ])("an ID token %s", async (_, claims) => {
    const { page, cookie } = await start();
    const back = await comeBack({ code: issuer.signInAt(page.href, claims), state: stateOf(page) }, cookie);
    expect([back.status, cookieOf(back, "phm_session")]).toEqual([401, undefined]);
  });

  test("an error of the provider, an answer of another one, or a code that it does not know", async () => {
    const { page, cookie } = await start();
    const state = stateOf(page);
    const wrong: Record<string, string>[] = [
      { error: "access_denied", state },
      { state },
      { code: "unknown", state },
      { code: "x", state, iss: "https://elsewhere.example" },
    ];
    for (const query of wrong) expect((await comeBack(query, cookie)).status).toBe(401);
  });

  test("a role or organisation that this installation does not know", async () => {
    const { page, cookie } = await start();
    const back = await comeBack({ code: issuer.signInAt(page.href, { roles: ["root"] }), state: stateOf(page) }, cookie);
    expect([back.status, cookieOf(back, "phm_session")]).toEqual([403, undefined]);
  });
});

test("nobody is led elsewhere after signing in, whatever the address asks for", async () => {
  const answer = await fetch(`${url}/provider?to=https://elsewhere.example`, { redirect: "manual" });
  expect(answer.status).toBe(400);
});
