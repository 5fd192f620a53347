import "fake-indexeddb/auto";
import { randomUUID } from "node:crypto";
import { beforeEach, describe, expect, test } from "@jest/globals";
import { RoundDatabase } from "./round-database.js";
import type { Entry, EntryReport, StoredEntry } from "./round-types.js";
import { type RoundApi, upload } from "./upload.js";

const AT_MS = Date.parse("2026-11-23T08:00:00Z");
const PHOTO = { sha256: "a".repeat(64), content: new Blob(["picture"], { type: "image/jpeg" }) };

let database: RoundDatabase;
let there: Map<string, Entry>;
let photosThere: string[];
let isLost: (request: string) => boolean;
beforeEach(async () => {
  database = await RoundDatabase.open(randomUUID());
  there = new Map();
  photosThere = [];
  isLost = () => false;
});

/** Takes what comes, once; `isLost`: it is done, and its answer never arrives. */
const api: RoundApi = {
  upload: async (_site, _sent, entries) => {
    const reports = entries.map((entry): EntryReport => {
      if (entry.point === "P-WRONG")
        return { id: entry.id, outcome: "refused", field: "point", value: "P-WRONG", limit: "one of the round" };
      if (entry.point === "P-LATER") return { id: entry.id, outcome: "refused", retryable: true };
      const outcome = there.has(entry.id) ? "repeated" : "taken";
      there.set(entry.id, entry);
      return { id: entry.id, outcome };
    });
    if (isLost("upload")) throw new Error("lost");
    return reports;
  },
  missingPhotos: async (sha256) => sha256.filter((each) => !photosThere.includes(each)),
  putPhoto: async (sha256) => {
    photosThere.push(sha256);
    if (isLost("photo")) throw new Error("lost");
  },
};

const noted = (id: string, point = "P1", photos: readonly string[] = []): StoredEntry => ({
  ...{ site: "default", grade: "ok", state: "waiting" },
  entry: {
    ...{ id, round: "r1", point, standardVersion: 1, answer: { kind: "numeric", value: 1, unit: "bar" }, note: "", photos },
    ...{ actor: "li", role: "technician", taken: `2026-11-23T07:00:0${id}Z` },
  },
});

describe("what was noted without a connection", () => {
  test("is sent once there is one, oldest first, with its photos, and then nothing waits", async () => {
    await database.note(noted("2", "P1", [PHOTO.sha256]), [PHOTO]);
    await database.note(noted("1"), []);
    await upload(database, api, () => AT_MS);
    expect([...there.keys()]).toEqual(["1", "2"]);
    expect(photosThere).toEqual([PHOTO.sha256]);
    expect([await database.waitingCount(), await database.photoHashes()]).toEqual([0, []]);
  });

  test.each(["upload", "photo"])("is there once, though the answer to the %s was lost", async (request) => {
    await database.note(noted("1", "P1", [PHOTO.sha256]), [PHOTO]);
    isLost = (each) => each === request;
    await expect(upload(database, api, () => AT_MS)).rejects.toThrow("lost");
    isLost = () => false;
    await upload(database, api, () => AT_MS);
    expect([there.size, photosThere, await database.waitingCount()]).toEqual([1, [PHOTO.sha256], 0]);
  });

  test("is shown with the reason where it is refused for good, and waits where it may be taken later", async () => {
    await database.note(noted("1", "P-WRONG"), []);
    await database.note(noted("2", "P-LATER"), []);
    await upload(database, api, () => AT_MS);
    expect((await database.refused()).map(({ entry, report }) => [entry.id, report?.limit])).toEqual([["1", "one of the round"]]);
    expect((await database.waiting()).map(({ entry }) => entry.id)).toEqual(["2"]);
  });
});

test("a round that is a week over is forgotten, but not while something of it is still to be sent", async () => {
  const round = { route: "R1", routeNameEn: "", routeNameZh: "", state: "due" as const, start: "", due: "", items: [], standards: [] };
  for (const id of ["r1", "r2"]) await database.takeAlong({ ...round, id, site: "default", missed: "2026-11-10T00:00:00Z" });
  await database.takeAlong({ ...round, id: "r3", site: "default", missed: "2026-11-22T00:00:00Z" });
  await database.note(noted("1"), []);
  await database.tidy(AT_MS);
  expect((await database.rounds()).map(({ id }) => id)).toEqual(["r1", "r3"]);
  await upload(database, api, () => AT_MS);
  await database.tidy(AT_MS);
  expect((await database.rounds()).map(({ id }) => id)).toEqual(["r3"]);
});
