import { createHmac } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, jest, test } from "@jest/globals";
import { createLogger, HttpServer } from "@phm/service-kit";
import express from "express";
import { exportJWK, generateKeyPair, SignJWT } from "jose";
import { authorise } from "../src/access/authorise.js";
import { readConfig } from "../src/config.js";
import type { Identity } from "../src/identity/identity.js";
import { IssuerDirectory } from "../src/identity/oidc/issuer-directory.js";
import { IssuerKeys } from "../src/identity/oidc/issuer-keys.js";
import { TokenVerifier } from "../src/identity/oidc/token-verifier.js";
import { identityOf } from "../src/identity/open-identity.js";
import { principalOf } from "../src/identity/principal.js";
import { sendProblem } from "../src/problem.js";
import { TokenIssuer } from "./token-issuer.js";

const REACHED = 299;
const issuer = new TokenIssuer();
let api: HttpServer;
let url: string;

/** The gateway's own check by the gateway's own configuration, in front of a handler that says whom it would serve. */
function serve(identity: Identity): HttpServer {
  const app = express();
  app.use(authorise(identity));
  app.use((request, response) => void response.status(REACHED).json(principalOf(request)));
  app.use(sendProblem(createLogger({ service: "test", level: "silent" })));
  return new HttpServer({ host: "127.0.0.1", port: 0, app, portVariable: "PHM_API_PORT" });
}

beforeAll(async () => {
  await issuer.start();
  await issuer.add("rsa", "RS256");
  await issuer.add("ed", "EdDSA");
  const { identity } = identityOf(readConfig({ PHM_OIDC_ISSUER: issuer.url, PHM_OIDC_AUDIENCE: "phm", PHM_OIDC_CLOCK_TOLERANCE: "5s" }));
  api = serve(identity as Identity);
  url = `http://127.0.0.1:${await api.start()}`;
});
afterAll(async () => {
  await api.stop();
  await issuer.stop();
});

async function ask(token: string, path = "/api/v1/assets", method = "GET") {
  const answer = await fetch(`${url}${path}`, { method, headers: { authorization: `Bearer ${token}` } });
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
}

const nowS = () => Math.floor(Date.now() / 1000);
const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");

describe("a token of the issuer", () => {
  test.each(["key-1", "rsa", "ed"])("signed with its key %s says who asks, whose records that opens and until when", async (kid) => {
    const { status, body } = await ask(await issuer.token({}, {}, kid));
    expect([status, body]).toMatchObject([
      REACHED,
      { id: "li.wei", organisation: "acme", role: "planner", expiresAtMs: expect.any(Number) },
    ]);
  });

  test("opens what its role may do, and nothing of another organisation", async () => {
    const viewer = await issuer.token({ roles: "viewer" });
    expect((await ask(viewer)).status).toBe(REACHED);
    expect((await ask(viewer, "/api/v1/parts/x", "PUT")).status).toBe(403);
    expect((await ask(viewer, "/api/v1/assets?organisation=other")).status).toBe(404);
  });

  test("counts a little longer than it says, as clocks differ, and no longer", async () => {
    expect((await ask(await issuer.token({ exp: nowS() - 2 }))).status).toBe(REACHED);
    expect((await ask(await issuer.token({ exp: nowS() - 60 }))).status).toBe(401);
  });
});

describe("a token is refused that", () => {
  const changed: readonly [string, Readonly<Record<string, unknown>>][] = [
    ["is for another audience", { aud: "other" }],
    ["is for nobody in particular", { aud: undefined }],
    ["is of another issuer", { iss: "https://elsewhere.example" }],
    ["names its issuer with a slash more", { iss: "SLASH" }],
    ["has expired", { exp: 1 }],
    ["never expires", { exp: undefined }],
    ["is not valid yet", { nbf: 4_000_000_000 }],
    ["is for no subject", { sub: undefined }],
    ["is for an endless subject", { sub: "x".repeat(300) }],
  ];
  test.each(changed)("%s", async (_, claims) => {
    const given = claims.iss === "SLASH" ? { iss: `${issuer.url}/` } : claims;
    expect((await ask(await issuer.token(given))).status).toBe(401);
  });

  test.each(["none", "None", "NONE", "nOnE", ""])("is not signed: alg %p", async (alg) => {
    const body = part({ iss: issuer.url, aud: "phm", sub: "x", exp: nowS() + 300, organisation: "acme", roles: ["admin"] });
    for (const signature of ["", "AA"]) expect((await ask(`${part({ alg, typ: "JWT" })}.${body}.${signature}`)).status).toBe(401);
  });

  test.each(["HS256", "HS384", "HS512"])("is signed by %s with the public key as the secret", async (alg) => {
    for (const kid of ["key-1", "rsa"]) {
      const body = part({ iss: issuer.url, aud: "phm", sub: "x", exp: nowS() + 300, organisation: "acme", roles: ["admin"] });
      const head = part({ alg, kid });
      const pem = await issuer.publicPem(kid);
      for (const secret of [pem, pem.trim()]) {
        const signature = createHmac(alg.replace("HS", "sha"), secret).update(`${head}.${body}`).digest("base64url");
        expect((await ask(`${head}.${body}.${signature}`)).status).toBe(401);
      }
    }
  });

  test("is signed by an algorithm that is not on the list, even with a key of the issuer", async () => {
    await issuer.add("rsa-pss", "PS256");
    expect((await ask(await issuer.token({}, {}, "rsa-pss"))).status).toBe(401);
  });

  test.each([
    "../../../../dev/null",
    "/etc/passwd",
    "' UNION SELECT 'secret' --",
    "http://127.0.0.1:9/keys",
    "key-1\u0000",
    "__proto__",
    { $ne: null } as unknown as string,
  ])("names the key %p", async (kid) => {
    const { privateKey } = await generateKeyPair("ES256");
    const claims = { iss: issuer.url, aud: "phm", sub: "x", exp: nowS() + 300, organisation: "acme", roles: ["admin"] };
    const token = await new SignJWT(claims).setProtectedHeader({ alg: "ES256", kid }).sign(privateKey);
    expect((await ask(token)).status).toBe(401);
  });

  test("brings or points to a key of its own, which nobody fetches", async () => {
    let fetched = 0;
    const pair = await generateKeyPair("ES256", { extractable: true });
    const jwk = { ...(await exportJWK(pair.publicKey)), kid: "key-1", alg: "ES256" };
    const elsewhere: Server = createServer((_request, response) => {
      fetched += 1;
      response.end(JSON.stringify({ keys: [jwk] }));
    });
    await new Promise<void>((resolve) => elsewhere.listen(0, "127.0.0.1", resolve));
    const there = `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}/keys`;
    const claims = { iss: issuer.url, aud: "phm", sub: "x", exp: nowS() + 300, organisation: "acme", roles: ["admin"] };
    for (const more of [{ jku: there }, { x5u: there }, { jwk }, { x5c: ["AA=="] }, { jku: there, jwk, x5u: there }])
      for (const kid of ["key-1", "mine"]) {
        const token = await new SignJWT(claims).setProtectedHeader({ alg: "ES256", kid, ...more }).sign(pair.privateKey);
        expect((await ask(token)).status).toBe(401);
      }
    expect((await ask(await issuer.token({}, { jku: there }))).status).toBe(REACHED);
    await new Promise((resolve) => elsewhere.close(resolve));
    expect(fetched).toBe(0);
  });

  test("has been changed in any of its parts, demands what we do not know, or is longer than any", async () => {
    const [head = "", body = "", signature = ""] = (await issuer.token()).split(".");
    const admin = part({ ...JSON.parse(Buffer.from(body, "base64url").toString()), roles: ["admin"] });
    const flipped = `${signature.startsWith("A") ? "B" : "A"}${signature.slice(1)}`;
    const forged = [`${head}.${admin}.${signature}`, `${head}.${body}.${flipped}`, `${head}.${body}.`, `${head}.${body}`, `..`, `a.b.c`];
    for (const token of forged) expect((await ask(token)).status).toBe(401);
    expect((await ask(await issuer.token({}, { crit: ["exp"], exp: 1 }).catch(() => "a.b.c"))).status).toBe(401);
    expect((await ask(await issuer.token({ filler: "x".repeat(9_000) }))).status).toBe(401);
    // Beyond what Node reads of headers at all.
    expect((await fetch(url, { headers: { authorization: `Bearer ${"x".repeat(20_000)}` } })).status).toBe(431);
  });

  test("says neither what would be accepted nor anything of the token itself", async () => {
    const { body } = await ask(await issuer.token({ aud: "other" }));
    expect(body).toEqual({
      type: "about:blank",
      title: "unauthenticated",
      status: 401,
      code: "unauthenticated",
      detail: "the token is not accepted: aud",
    });
  });
});

describe("claims", () => {
  test.each([
    ["no organisation", { organisation: undefined }],
    ["an organisation that is no id", { organisation: "acme.>" }],
    ["two organisations", { organisation: ["acme", "other"] }],
    ["an operator for an organisation", { organisation: { $ne: null } }],
    ["no role", { roles: [] }],
    ["a role that nobody knows", { roles: ["root", "__proto__", "constructor"] }],
    ["a maker's role beside an owner's", { roles: ["oem", "admin"] }],
  ])("with %s let nobody in", async (_, claims) => {
    expect((await ask(await issuer.token(claims))).status).toBe(403);
  });

  test("are found within others, with a prefix, and the highest of several roles counts", async () => {
    const env = {
      ...{ PHM_OIDC_ISSUER: issuer.url, PHM_OIDC_AUDIENCE: "phm", PHM_OIDC_ROLE_CLAIM: "realm_access.roles" },
      ...{ PHM_OIDC_ROLE_PREFIX: "phm-", PHM_OIDC_ORGANISATION_CLAIM: "https://example.org/organisation" },
    };
    const { identity } = identityOf(readConfig(env));
    const claims = {
      ...{ organisation: undefined, roles: ["phm-admin"], "https://example.org/organisation": ["plant-7"] },
      realm_access: { roles: ["offline_access", "admin", "phm-viewer", "phm-technician"] },
    };
    const request = { method: "GET", headers: { authorization: `Bearer ${await issuer.token(claims)}` } };
    expect(await identity?.principalOf(request)).toMatchObject({ organisation: "plant-7", role: "technician" });
  });
});

describe("an issuer", () => {
  const rules = {
    audience: "phm",
    algorithms: ["ES256"],
    clockToleranceMs: 0,
    organisationClaim: "organisation",
    roleClaim: "roles",
    rolePrefix: "",
  } as const;
  let own: TokenIssuer;
  let elapsedMs: number;
  const verifier = (maxAgeMs: number) =>
    new TokenVerifier({ ...rules, issuer: own.url }, new IssuerKeys(new IssuerDirectory(own.url, () => elapsedMs), maxAgeMs).get);
  /** jose measures the age of keys by the clock of this machine. */
  const later = (ms: number) => void jest.spyOn(Date, "now").mockReturnValue(Date.now() + ms);
  afterEach(() => void jest.restoreAllMocks());
  beforeEach(async () => {
    own = new TokenIssuer();
    elapsedMs = 0;
    await own.start();
  });

  test("that is down leaves its known keys in force until they are too old; then it is 503, never open, and back when it is", async () => {
    const [lasting, ageing] = [verifier(600_000), verifier(60_000)];
    const token = await own.token();
    for (const each of [lasting, ageing]) expect(await each.principalOf(token, Date.now())).toMatchObject({ role: "planner" });
    const { port } = new URL(own.url);
    await own.stop();
    expect(await lasting.principalOf(token, Date.now())).toMatchObject({ role: "planner" });
    later(70_000);
    expect(await lasting.principalOf(token, Date.now())).toMatchObject({ role: "planner" });
    await expect(ageing.principalOf(token, Date.now())).rejects.toMatchObject({ code: "unavailable", reason: "issuer_unavailable" });
    await own.start(Number(port));
    await expect(ageing.principalOf(token, Date.now())).rejects.toMatchObject({ code: "unavailable" });
    elapsedMs += 2_000;
    expect(await ageing.principalOf(token, Date.now())).toMatchObject({ role: "planner" });
    await own.stop();
  });

  test("that was never reached lets nobody in, and is asked again later", async () => {
    const { port } = new URL(own.url);
    const keys = verifier(60_000);
    const token = await own.token();
    await own.stop();
    await expect(keys.principalOf(token, Date.now())).rejects.toMatchObject({ code: "unavailable" });
    await own.start(Number(port));
    elapsedMs += 2_000;
    expect(await keys.principalOf(token, Date.now())).toMatchObject({ role: "planner" });
    await own.stop();
  });

  test("is not asked again and again for keys that a caller invents", async () => {
    const keys = verifier(60_000);
    expect(await keys.principalOf(await own.token(), Date.now())).toBeTruthy();
    const { privateKey } = await generateKeyPair("ES256");
    for (let i = 0; i < 20; i++) {
      const token = await new SignJWT({ iss: own.url }).setProtectedHeader({ alg: "ES256", kid: `k${i}` }).sign(privateKey);
      await expect(keys.principalOf(token, Date.now())).rejects.toMatchObject({ code: "unauthenticated" });
    }
    expect(own.asked).toBe(1);
    await own.stop();
  });

  test("that has changed its keys is believed by its new ones, and no more by its old ones", async () => {
    const keys = verifier(60_000);
    const before = await own.token();
    expect(await keys.principalOf(before, Date.now())).toBeTruthy();
    await own.rotate("key-2");
    const after = await own.token();
    later(40_000);
    expect(await keys.principalOf(after, Date.now())).toBeTruthy();
    await expect(keys.principalOf(before, Date.now())).rejects.toMatchObject({ code: "unauthenticated" });
    await own.stop();
  });

  test("that speaks for another, or keeps its keys where anybody could change them, is not believed", async () => {
    own.calledIssuer = "https://elsewhere.example";
    await expect(verifier(60_000).principalOf(await own.token(), Date.now())).rejects.toMatchObject({ code: "unavailable" });
    own.calledIssuer = undefined;
    own.keysUrl = "http://keys.example/keys";
    await expect(verifier(60_000).principalOf(await own.token(), Date.now())).rejects.toMatchObject({ code: "unavailable" });
    await own.stop();
  });
});

test.each([
  ["PHM_OIDC_ISSUER", "http://login.example", { PHM_OIDC_AUDIENCE: "phm" }],
  ["PHM_OIDC_ISSUER", "https://login.example?x=1", { PHM_OIDC_AUDIENCE: "phm" }],
  ["PHM_OIDC_ISSUER", "https://me:secret@login.example", { PHM_OIDC_AUDIENCE: "phm" }],
  ["PHM_OIDC_ALGORITHMS", "RS256,HS256", {}],
  ["PHM_OIDC_ALGORITHMS", "none", {}],
  ["PHM_OIDC_CLOCK_TOLERANCE", "1h", {}],
  ["PHM_PUBLIC_URL", "http://phm.example", {}],
  ["PHM_PUBLIC_URL", "https://phm.example/path", {}],
  ["PHM_PUBLIC_URL", "", { PHM_OIDC_CLIENT_ID: "console", PHM_OIDC_ISSUER: "https://login.example", PHM_OIDC_AUDIENCE: "phm" }],
  ["PHM_OIDC_ISSUER", "", { PHM_OIDC_CLIENT_ID: "console", PHM_PUBLIC_URL: "https://phm.example" }],
  ["PHM_OIDC_AUDIENCE", "", { PHM_OIDC_ISSUER: "https://login.example" }],
])("%s is not taken as %p", (variable, value, more) => {
  expect(() => readConfig({ ...more, [variable]: value })).toThrow(variable);
});
