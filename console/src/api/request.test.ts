import { afterEach, expect, jest, test } from "@jest/globals";
import { request, send } from "./request.js";
import { signIn } from "./session.js";

interface Asked {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** A gateway whose session has this token; a write with another is refused. */
function play(gateway: { token: string | undefined }): Asked[] {
  const asked: Asked[] = [];
  globalThis.fetch = (async (path: string, { method = "GET", headers = {} }: RequestInit = {}) => {
    const shown = headers as Record<string, string>;
    asked.push({ method, path, headers: shown });
    if (path.endsWith("/session")) {
      const principal = gateway.token === undefined ? null : { id: "a", organisation: "acme", role: "planner" };
      return Response.json({ asksWhoComes: true, hasProvider: false, principal, ...(gateway.token && { forgeryToken: gateway.token }) });
    }
    const passes = method === "GET" || shown["X-PHM-Session-Token"] === gateway.token;
    return passes ? Response.json({ ok: true }) : Response.json({ code: "permission_denied", detail: "no" }, { status: 403 });
  }) as typeof fetch;
  return asked;
}

const original = globalThis.fetch;
afterEach(() => {
  globalThis.fetch = original;
  jest.restoreAllMocks();
});

test("the key is shown once, when the session begins, and neither reads nor writes carry it", async () => {
  const asked = play({ token: "t1" });
  expect((await signIn(" phm_secret ")).principal).toMatchObject({ id: "a" });
  await request("/assets");
  await send("PUT", "/parts/x", {});
  const withKey = asked.filter(({ headers }) => headers.Authorization !== undefined);
  expect(withKey).toMatchObject([{ method: "POST", path: "/api/v1/session", headers: { Authorization: "Bearer phm_secret" } }]);
  expect(asked.at(-1)).toMatchObject({ method: "PUT", headers: { "X-PHM-Session-Token": "t1" } });
});

test("a write goes again with the new token where another tab has begun another session, and is refused for good otherwise", async () => {
  const gateway: { token: string | undefined } = { token: "t1" };
  const asked = play(gateway);
  await signIn("phm_secret");
  await send("PUT", "/parts/x", {});
  gateway.token = "t2";
  expect((await send("PUT", "/parts/x", {})).body).toEqual({ ok: true });
  gateway.token = undefined;
  asked.length = 0;
  await expect(send("PUT", "/parts/x", {})).rejects.toMatchObject({ status: 403 });
  expect(asked.filter(({ method }) => method === "PUT")).toHaveLength(1);
});
