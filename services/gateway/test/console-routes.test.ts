import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { HttpServer } from "@phm/service-kit";
import { createApp } from "../src/app.js";
import { readConfig } from "../src/config.js";
import { createContext } from "../src/context.js";

let folder: string;
let api: HttpServer;
let port: number;
const built = () => join(folder, "dist");
const contexts: ReturnType<typeof createContext>[] = [];

const serverOf = (env: NodeJS.ProcessEnv) => {
  const context = createContext(readConfig({ LOG_LEVEL: "silent", ...env }));
  contexts.push(context);
  return new HttpServer({ host: "127.0.0.1", port: 0, app: createApp(context), portVariable: "PHM_API_PORT" });
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "phm-console-"));
  await mkdir(join(built(), "assets"), { recursive: true });
  await writeFile(join(folder, "secret.js"), "outside");
  await writeFile(join(built(), "index.html"), '<meta nonce="__CSP_NONCE__"><script nonce="__CSP_NONCE__"></script>');
  await writeFile(join(built(), "assets/a-1.js"), "1");
  api = serverOf({ PHM_CONSOLE_DIR: built() });
  port = await api.start();
});
afterAll(async () => {
  await api.stop();
  for (const { resources } of contexts) await resources.close();
  await rm(folder, { recursive: true });
});

const ask = (path: string) => fetch(`http://127.0.0.1:${port}${path}`);

test.each(["/console", "/console/", "/console/rounds/r-1", "/console/index.html"])(
  "%s is the page, and each answer allows its own styles and scripts by a number that no other has",
  async (path) => {
    const [one, other] = await Promise.all([ask(path), ask(path)]);
    const nonce = /nonce="([^"]+)"/.exec(await one.text())?.[1] ?? "";
    expect(nonce).toMatch(/^[A-Za-z0-9+/]{22}==$/);
    expect(one.headers.get("content-security-policy")).toContain(`style-src 'self' 'nonce-${nonce}'`);
    expect(one.headers.get("content-security-policy")).toContain(`script-src 'self' 'nonce-${nonce}'`);
    expect(await other.text()).not.toContain(nonce);
    expect(one.headers.get("cache-control")).toBe("no-cache");
  },
);

test("files that are named by their content are kept for good, and the policy for them allows nothing more", async () => {
  const response = await ask("/console/assets/a-1.js");
  expect(await response.text()).toBe("1");
  expect(response.headers.get("cache-control")).toContain("immutable");
  expect(response.headers.get("content-security-policy")).not.toContain("nonce-");
});

/** Sent as it is written: `fetch` would tidy the path. */
const statusOf = (path: string) =>
  new Promise((resolve, reject) => {
    request({ port, path }, (response) => resolve(response.resume().statusCode))
      .on("error", reject)
      .end();
  });

test.each([
  "/console/none.js",
  "/console/../secret.js",
  "/console/assets/%2e%2e/%2e%2e/secret.js",
  "/console/..%2fsecret.js",
  "/console/%00.js",
])("%s is not found", async (path) => expect(await statusOf(path)).toBe(404));

test("without a console there is none, and that is said", async () => {
  const other = serverOf({});
  const response = await fetch(`http://127.0.0.1:${await other.start()}/console`);
  expect([response.status, await response.json()]).toMatchObject([404, { detail: expect.stringContaining("PHM_CONSOLE_DIR") }]);
  await other.stop();
});

const browse = (path: string, accept = "text/html,*/*;q=0.8") =>
  fetch(`http://127.0.0.1:${port}${path}`, { headers: { Accept: accept }, redirect: "manual" });

test.each([
  ["/?lang=zh", "/console/?lang=zh"],
  ["/work-orders/WO-1", "/console/tickets/WO-1"],
  ["/work-orders/%2F%2Felsewhere.example", "/console/tickets/%2F%2Felsewhere.example"],
])("a browser that asks for %s is led to the console", async (path, place) => {
  const response = await browse(path);
  expect([response.status, response.headers.get("location"), response.headers.get("vary")]).toEqual([
    302,
    place,
    "Accept, Accept-Encoding",
  ]);
});

test("what asks for no page is not led to the console, and the API never leads there", async () => {
  expect((await browse("/", "application/json")).status).not.toBe(302);
  expect((await browse("/api/v1/work-orders/WO-1")).status).not.toBe(302);
});
