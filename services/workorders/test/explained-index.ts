import { expect } from "@jest/globals";
import type { CollectionSpec } from "@phm/service-kit";

interface Stage {
  readonly stage: string;
  readonly indexName?: string;
  readonly inputStage?: Stage;
  readonly inputStages?: readonly Stage[];
  readonly queryPlan?: Stage;
  /** Of the server of tests, which is no mongod: the index that it takes by what is equal. It sorts what that gives and has no stage for it. */
  readonly postgresIndexes?: readonly string[];
}

/** That SQLite carries a query out as one search of one of these indexes, without a sort. */
export function expectSqliteIndex({ name: collection }: CollectionSpec, plan: unknown, indexes: readonly string[]): void {
  const [search, ...more] = plan as string[];
  expect(more).toEqual([]);
  expect(indexes.map((name) => `SEARCH collection_${collection} USING INDEX collection_${collection}_${name} `)).toContainEqual(
    String(search).slice(0, String(search).indexOf("(")),
  );
}

/**
 * That a mongod carries a query out by one of these indexes, without a scan or a sort; of the server that stands in for one that it reads no
 * page without an index. That such an index serves the query in a mongod is held apart, by its manual's rule: see `indexServes`.
 */
export function expectMongoIndex({ indexes: known }: CollectionSpec, plan: unknown, indexes: readonly string[]): void {
  const { winningPlan } = (plan as { queryPlanner: { winningPlan: Stage } }).queryPlanner;
  const stages = stagesOf(winningPlan.queryPlan ?? winningPlan);
  expect(stages.map(({ stage }) => stage)).not.toContain("COLLSCAN");
  expect(stages.map(({ stage }) => stage)).not.toContain("SORT");
  const [index] = stages.flatMap(({ indexName }) => (indexName === undefined ? [] : [indexName]));
  if (index !== undefined) expect(indexes).toContain(index);
  else expect(known.map(({ name }) => name)).toContain(stages[0]?.postgresIndexes?.join());
}

const stagesOf = (stage: Stage): Stage[] => [
  stage,
  ...[stage.inputStage, ...(stage.inputStages ?? [])].flatMap((input) => (input ? stagesOf(input) : [])),
];
