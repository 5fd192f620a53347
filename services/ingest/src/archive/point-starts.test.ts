import { expect, test } from "@jest/globals";
import { assetRef } from "@phm/domain";
import type { ArchiveCatalogue, CatalogueQuery } from "./archive-catalogue.js";
import { pointStarts } from "./point-starts.js";

const REF = assetRef("acme", "plant", "pump");
const ALL = Array.from({ length: 7 }, (_, i) => ({ startTimeNs: String(i), points: i % 2 === 0 ? ["de", "nde"] : ["de"] }));
const PAGE = 3;

/** Gives three at a time. */
const catalogue = {
  list: async ({ cursor }: CatalogueQuery) => {
    const from = Number(cursor ?? 0);
    const acquisitions = ALL.slice(from, from + PAGE);
    return { acquisitions, ...(from + PAGE < ALL.length ? { nextCursor: String(from + PAGE) } : {}) };
  },
} as unknown as ArchiveCatalogue;
const look = (limit: number, signal = new AbortController().signal) => pointStarts(catalogue, REF, {}, limit, signal);

test("each point has its own times, over all pages", async () => {
  const { starts, untilNs } = await look(ALL.length);
  expect(Object.fromEntries(starts)).toEqual({ de: [0n, 1n, 2n, 3n, 4n, 5n, 6n], nde: [0n, 2n, 4n, 6n] });
  expect(untilNs).toBeUndefined();
});

test("what is beyond the limit is not looked at, and it is said where that begins", async () => {
  const { starts, untilNs } = await look(4);
  expect(starts.get("de")).toEqual([0n, 1n, 2n, 3n]);
  expect(untilNs).toBe(4n);
});

test("who has gone away is not worked for", async () => {
  await expect(look(ALL.length, AbortSignal.abort(new Error("gone")))).rejects.toThrow("gone");
});
