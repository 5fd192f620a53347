import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { shortLife, startTestSuite, type TestSuite, waitFor } from "@phm/testkit";

interface State {
  readonly revision: number;
  readonly isEverywhere: boolean;
  readonly replicas: readonly { readonly service: string; readonly isCurrent: boolean }[];
}

const { config } = shortLife();
let suite: TestSuite;
beforeAll(async () => {
  suite = await startTestSuite();
}, 60_000);
afterAll(() => suite?.cleanup(), 20_000);

const state = () => suite.get<State>(`/assets/${config.ref.asset}/configuration-state`);
const everywhere = async () => {
  const told = await state();
  return told.isEverywhere && told.replicas.length === 3 && told;
};

test("a change of a configuration is acknowledged by every process; one that sleeps is named until it wakes", async () => {
  await suite.register(config);
  const first = await waitFor(everywhere, { what: "all to have the configuration" });
  expect(first.replicas.map(({ service }) => service)).toEqual(["features", "ingest", "predict"]);
  const { pid } = suite.suite.process("predict");
  process.kill(pid as number, "SIGSTOP");
  try {
    await suite.register({ ...config, ratedSpeedRpm: (config.ratedSpeedRpm ?? 1500) + 1 });
    const told = await waitFor(
      async () => {
        const now = await state();
        return now.revision > first.revision && now.replicas.filter(({ isCurrent }) => isCurrent).length === 2 && now;
      },
      { what: "the two that are awake" },
    );
    expect(told).toMatchObject({ isEverywhere: false });
    expect(told.replicas.filter(({ isCurrent }) => !isCurrent).map(({ service }) => service)).toEqual(["predict"]);
  } finally {
    process.kill(pid as number, "SIGCONT");
  }
  expect((await waitFor(everywhere, { what: "all to have the change" })).revision).toBeGreaterThan(first.revision);
}, 60_000);
