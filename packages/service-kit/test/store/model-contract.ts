import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import type { Collection, Query, Stored } from "../../src/store/port.js";
import { DuplicateKey, VersionConflict } from "../../src/store/store-errors.js";
import { type ContractTarget, freshName, useStore } from "./contract-target.js";
import { type Outcome, type Part, StoreModel } from "./store-model.js";

type Step =
  | { readonly do: "insert"; readonly id: string; readonly value: Part }
  | { readonly do: "put"; readonly id: string; readonly value: Part; readonly expectedVersion: number }
  | { readonly do: "delete"; readonly id: string; readonly expectedVersion: number | undefined }
  | { readonly do: "list"; readonly minRank: number | undefined; readonly descending: boolean; readonly pageItems: number }
  | { readonly do: "count"; readonly tag: string };

// Few ids, tags and versions, so that steps meet.
const id = fc.constantFrom("a", "B", "é", "泵:1", "😀");
const tag = fc.constantFrom("x", "y", "$z");
const rank = fc.oneof(fc.integer({ min: -2, max: 3 }), fc.double({ noNaN: true, noDefaultInfinity: true }));
const value: fc.Arbitrary<Part> = fc.record({ tag, rank }, { requiredKeys: [] }).map(({ tag, rank }) => ({
  ...(tag === undefined ? {} : { tag }),
  // JSON has no -0.
  ...(rank === undefined ? {} : { rank: rank + 0 }),
}));
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ do: fc.constant("insert" as const), id, value }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant("put" as const), id, value, expectedVersion: fc.nat(3) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant("delete" as const),
      id,
      expectedVersion: fc.option(fc.integer({ min: 1, max: 3 }), { nil: undefined }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant("list" as const),
      minRank: fc.option(rank, { nil: undefined }),
      descending: fc.boolean(),
      pageItems: fc.integer({ min: 1, max: 4 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("count" as const), tag }) },
);

export function describeModel(target: ContractTarget): void {
  describe("model", () => {
    const store = useStore(target);

    test("any sequence of writes and reads gives what a map in memory gives", async () => {
      const property = fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 25, size: "max" }), async (steps) => {
        const model = new StoreModel();
        const parts = await store().collection<Part>({
          name: freshName("parts"),
          indexes: [
            { name: "tag", fields: ["tag"], unique: true },
            { name: "rank", fields: ["rank"] },
          ],
        });
        for (const step of steps) expect(await outcome(onStore(parts, step))).toEqual(onModel(model, step));
      });
      await fc.assert(property, { numRuns: target.modelRuns });
    });
  });
}

function onModel(model: StoreModel, step: Step): Outcome {
  switch (step.do) {
    case "insert":
      return model.insert(step.id, step.value);
    case "put":
      return model.put(step.id, step.value, step.expectedVersion);
    case "delete":
      return model.delete(step.id, step.expectedVersion);
    case "list":
      return model.list(step.minRank, step.descending);
    case "count":
      return model.count(step.tag);
  }
}

async function onStore(parts: Collection<Part>, step: Step): Promise<unknown> {
  switch (step.do) {
    case "insert":
      return parts.insert(step.id, step.value);
    case "put":
      return parts.put(step.id, step.value, step.expectedVersion);
    case "delete":
      return parts.delete(step.id, step.expectedVersion);
    case "list":
      return listAll(parts, step.minRank, step.descending, step.pageItems);
    case "count":
      return parts.count({ tag: step.tag });
  }
}

async function listAll(
  parts: Collection<Part>,
  minRank: number | undefined,
  descending: boolean,
  pageItems: number,
): Promise<Stored<Part>[]> {
  const all: Stored<Part>[] = [];
  let query: Query | undefined = {
    ...(minRank === undefined ? {} : { where: { rank: { gte: minRank } } }),
    sort: [{ field: "rank", direction: descending ? "desc" : "asc" }],
    limit: pageItems,
  };
  while (query) {
    const page = await parts.query(query);
    all.push(...page.items);
    query = page.nextCursor === undefined ? undefined : { ...query, cursor: page.nextCursor };
  }
  return all;
}

async function outcome(work: Promise<unknown>): Promise<Outcome> {
  try {
    return { result: await work };
  } catch (error) {
    if (error instanceof DuplicateKey || error instanceof VersionConflict) return { error: error.code };
    throw error;
  }
}
