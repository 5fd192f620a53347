import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { PeopleService } from "@phm/contracts";
import { type DocumentStore, defineService, openStore, ServiceError } from "@phm/service-kit";
import { z } from "zod";
import { IdempotencyBook } from "../src/api/idempotency.js";
import { operation } from "../src/api/operation.js";
import { ANSWER_COLLECTION, type StoredAnswer } from "../src/api/stored-answer.js";
import { type ServedRoutes, serveRoutes } from "./serve-routes.js";

const HOUR_MS = 3_600_000;
let folder: string;
let store: DocumentStore;
let served: ServedRoutes;
let nowMs: number;
let made: string[];
/** What carrying out waits for, and what it ends in. */
let work: () => Promise<void>;
let book: IdempotencyBook;

const making = operation({
  id: "make",
  method: "post",
  path: "/things",
  demand: "plan",
  tag: "Test",
  summary: "Makes a thing",
  body: z.strictObject({ name: z.string() }),
  status: 201,
  answer: z.strictObject({ number: z.int(), name: z.string() }),
  handle: async (_context, { body }) => {
    await work();
    return { number: made.push(body.name), name: body.name };
  },
});

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "phm-once-"));
  store = await openStore({ database: "unused", folder, file: "gateway.db" });
  book = new IdempotencyBook(
    () => store.collection<StoredAnswer>(ANSWER_COLLECTION),
    () => nowMs,
  );
  const nobody = defineService(PeopleService, {} as never);
  served = await serveRoutes(PeopleService, nobody, () => ({ idempotency: book }), [making]);
});
afterAll(async () => {
  await served.stop();
  await store.close();
  await rm(folder, { recursive: true });
});
let number = 0;
let key: string;
beforeEach(async () => {
  const answers = await store.collection<StoredAnswer>(ANSWER_COLLECTION);
  for (const { id } of (await answers.query({ limit: 1_000 })).items) await answers.delete(id);
  nowMs = Date.parse("2026-11-24T00:00:00Z");
  made = [];
  work = async () => {};
  key = `key-${number++}`;
});

async function make(name: string, named: string | undefined = key) {
  const headers = { "content-type": "application/json", ...(named === undefined ? {} : { "Idempotency-Key": named }) };
  const answer = await fetch(`${served.url}/things`, { method: "POST", headers, body: JSON.stringify({ name }) });
  const replayed = answer.headers.get("Idempotency-Replayed") === "true";
  return { status: answer.status, replayed, body: (await answer.json()) as Record<string, unknown> };
}

test("a request that comes again under its key is carried out once and answered alike", async () => {
  const first = await make("a");
  expect(first).toEqual({ status: 201, replayed: false, body: { number: 1, name: "a" } });
  expect(await make("a")).toEqual({ ...first, replayed: true });
  expect(made).toEqual(["a"]);
  await make("a", `${key}-another`);
  expect(made).toEqual(["a", "a"]);
});

test("without a key, each is a request of its own", async () => {
  for (const _ of [1, 2]) {
    const answer = await fetch(`${served.url}/things`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: '{"name":"a"}',
    });
    expect(answer.status).toBe(201);
  }
  expect(made).toHaveLength(2);
});

test("a key stands for one request: another one is refused", async () => {
  await make("a");
  expect(await make("b")).toMatchObject({ status: 400, body: { code: "invalid_argument", field: "Idempotency-Key" } });
  expect(made).toEqual(["a"]);
});

test("of two at the same time one is carried out, and the other told to wait", async () => {
  let letGo = () => {};
  const gate = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  let isBegun = () => {};
  const begun = new Promise<void>((resolve) => {
    isBegun = resolve;
  });
  work = async () => {
    isBegun();
    await gate;
  };
  const first = make("a");
  await begun;
  expect(await make("a")).toMatchObject({ status: 409 });
  letGo();
  expect(await first).toMatchObject({ status: 201 });
  expect(made).toEqual(["a"]);
});

test("what failed may be tried again under its key", async () => {
  work = async () => {
    throw new ServiceError("unavailable", "not now");
  };
  expect((await make("a")).status).toBe(503);
  work = async () => {};
  expect(await make("a")).toMatchObject({ status: 201, replayed: false });
});

test("what a process began that is no more is carried out again after a minute", async () => {
  const answers = await store.collection<StoredAnswer>(ANSWER_COLLECTION);
  await make("a");
  const [{ id, value, version }] = (await answers.query({ limit: 1 })).items as never as [
    { id: string; value: StoredAnswer; version: number },
  ];
  const { answered: _, ...begun } = value;
  await answers.put(id, begun, version);
  expect((await make("a")).status).toBe(409);
  nowMs += 61_000;
  expect(await make("a")).toMatchObject({ status: 201, replayed: false });
});

test("an answer is told again for a day, and then forgotten", async () => {
  await make("a");
  nowMs += 23 * HOUR_MS;
  expect((await make("a")).replayed).toBe(true);
  nowMs += 2 * HOUR_MS;
  expect((await make("a")).replayed).toBe(false);
  nowMs += 25 * HOUR_MS;
  await book.sweep();
  expect(await (await store.collection<StoredAnswer>(ANSWER_COLLECTION)).count()).toBe(0);
});

test.each(["", " ", "a b", "x".repeat(256)])("%j is no key", async (named) => {
  const answer = await fetch(`${served.url}/things`, {
    method: "POST",
    headers: { "content-type": "application/json", "Idempotency-Key": named },
    body: '{"name":"a"}',
  });
  expect([answer.status, made]).toEqual([400, []]);
});
