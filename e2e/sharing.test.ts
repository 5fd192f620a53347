import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { KeyFile, makeApiKey, type Role } from "@phm/service-kit";
import { simulateLife } from "@phm/simulator";
import { runPhm, startTestSuite, type TestSuite, waitFor } from "@phm/testkit";

/** An owner and an equipment maker on one running suite. */
const [OWNER, OEM] = ["acme", "bearingmaker"];
const LIFE = simulateLife({ organisation: OWNER, seed: 1, acquisitions: 150, samples: 12_800, sampleRateHz: 12_800, intervalS: 600 });
const { asset, site } = LIFE.config.ref;
const ALL = [...LIFE.acquisitions()];
const SEEN_BEFORE = 140;
/** Strikes on the outer race of the simulated 6205, per turn of the shaft. */
const OUTER_RACE_ORDER = 3.585;

let folder: string;
let suite: TestSuite;
const keys: Record<string, string> = {};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "phm-sharing-"));
  const file = join(folder, "keys.json");
  await new KeyFile(file).write([keyOf("owner", "admin", OWNER), keyOf("maker", "oem", OEM)]);
  suite = await startTestSuite({ env: { PHM_API_KEYS_FILE: file }, apiKey: keys.owner as string });
  await suite.deliver({ config: LIFE.config, acquisitions: () => ALL.slice(0, SEEN_BEFORE) });
}, 120_000);
afterAll(async () => {
  await suite?.cleanup();
  await rm(folder, { recursive: true, force: true });
}, 20_000);

function keyOf(id: string, role: Role, organisation: string) {
  const { key, secret } = makeApiKey({ id, role, organisation, expiresAt: "2099-01-01T00:00:00Z" });
  keys[id] = secret;
  return key;
}

async function ask(who: "owner" | "maker", path: string, init: RequestInit = {}) {
  const headers = { authorization: `Bearer ${keys[who]}`, "content-type": "application/json" };
  const answer = await fetch(`${suite.suite.apiUrl}/api/v1${path}`, { ...init, headers });
  return { status: answer.status, body: (await answer.json()) as Record<string, never> };
}
const owners = (path: string, more = "") => `/assets/${asset}${path}?organisation=${OWNER}&site=${site}${more}`;

test("an equipment maker looks at a shared machine while the owner shares it, and the owner sees what it looked at", async () => {
  for (const path of ["/condition", "/acquisitions", "/rul", "/features", "/work-order-status"]) {
    expect([path, (await ask("maker", owners(path))).status]).toEqual([path, 404]);
  }
  expect((await ask("maker", "/shared")).body).toEqual({ items: [] });

  const classes = ["condition", "waveform", "spectrum", "remaining_life", "work_order_status"];
  const made = await ask("owner", "/sharing-contracts", {
    method: "POST",
    body: JSON.stringify({
      ...{ oem: OEM, assets: { by: "list", assets: [{ site, asset }] }, horizon: { delayS: 0 }, expires: "2031-01-01T00:00:00Z" },
      grants: classes.map((dataClass) => ({ dataClass, resolution: "raw" })),
    }),
  });
  expect(made.status).toBe(201);
  expect((await ask("maker", "/shared")).body).toMatchObject({ items: [{ owner: OWNER, site, asset }] });

  // What is wrong, where it is to be seen, and what is done about it.
  const { body: condition } = await ask("maker", owners("/condition"));
  expect(condition).toMatchObject({ findings: expect.arrayContaining([expect.objectContaining({ failureMode: "bearing_outer_race" })]) });
  const listed = (await ask("maker", owners("/acquisitions", "&limit=1"))).body as unknown as { items: { id: string; speedRpm: number }[] };
  const [{ id, speedRpm }] = listed.items as [{ id: string; speedRpm: number }];
  const spectrum = await ask("maker", owners(`/acquisitions/${id}/spectrum`, `&point=de-vertical&kind=envelope&axisTo=200`));
  expect(strongestHz(spectrum.body as never) / (speedRpm / 60) / OUTER_RACE_ORDER).toBeCloseTo(1, 1);
  const orders = (await ask("maker", owners("/work-order-status"))).body as unknown as { items: object[] };
  expect(orders.items).toMatchObject([{ failureMode: "bearing_outer_race", state: expect.any(String) }]);
  expect((await ask("maker", owners("/features"))).status).toBe(404);

  // Live, until the owner ends it.
  const stream = await listen(`/events?organisation=${OWNER}&kinds=condition,prognosis`);
  const rest = suite.deliver({ config: LIFE.config, acquisitions: () => ALL.slice(SEEN_BEFORE) });
  await waitFor(async () => stream.text().includes(`"asset":"${asset}"`), { what: "an event of the shared machine", timeoutMs: 20_000 });
  await rest;
  const revokedAtMs = Date.now();
  expect((await ask("owner", `/sharing-contracts/${made.body.id}/revoke`, { method: "POST" })).status).toBe(200);
  expect((await ask("maker", owners("/condition"))).status).toBe(404);
  await waitFor(async () => stream.endedAtMs() > 0, { what: "the end of the stream" });
  expect(stream.endedAtMs() - revokedAtMs).toBeLessThan(2_000);
  expect((await ask("maker", "/shared")).body).toEqual({ items: [] });

  // Both know of every look, and nothing of it was changed.
  const looks = (await ask("owner", "/audit?others=true&limit=500")).body as unknown as { items: { what: string; contract: string }[] };
  expect(new Set(looks.items.map(({ contract }) => contract))).toEqual(new Set([String(made.body.id)]));
  const whats = looks.items.map(({ what }) => what);
  for (const path of ["/condition", "/acquisitions", "/spectrum", "/work-order-status", "/events"]) {
    expect([path, whats.some((what) => what.endsWith(path))]).toEqual([path, true]);
  }
  const own = (await ask("maker", "/audit/own?limit=500")).body as unknown as { items: unknown[] };
  expect(own.items).toHaveLength(looks.items.length);
  const verified = await runPhm(["audit", "verify", "--api", suite.suite.apiUrl], { PHM_API_KEY: keys.owner as string });
  expect(verified).toMatchObject({ code: 0, stdout: expect.stringMatching(/^sound: \d+ entries/) });
}, 120_000);

function strongestHz({ axisStart, axisStep, values }: { axisStart: number; axisStep: number; values: number[] }): number {
  // The first lines are what is left of the mean.
  const first = Math.ceil(10 / axisStep);
  const strongest = values.indexOf(Math.max(...values.slice(first)));
  return axisStart + axisStep * strongest;
}

async function listen(path: string) {
  const response = await fetch(`${suite.suite.apiUrl}/api/v1${path}`, { headers: { authorization: `Bearer ${keys.maker}` } });
  expect(response.status).toBe(200);
  let [text, endedAtMs] = ["", 0];
  const reading = async () => {
    for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) text += Buffer.from(chunk).toString();
  };
  reading().finally(() => {
    endedAtMs = Date.now();
  });
  return { text: () => text, endedAtMs: () => endedAtMs };
}
