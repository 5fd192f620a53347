import { AcquisitionService, ArchiveService, acquisitionToWire, assetRefToWire } from "../../../packages/contracts/dist/index.js";
import { acquisitionId, NS_PER_MS, NS_PER_S } from "../../../packages/domain/dist/index.js";
import { createClient } from "../../../packages/service-kit/dist/index.js";
import { simulateLife } from "../../../packages/simulator/dist/index.js";
import { waitFor } from "../../../packages/testkit/dist/index.js";

/** Slow is taken, and the offset told; fast by more than 300 s is refused by name: its times have not come yet. */
const SLOW_S = -600;
const FAST_S = 600;
const ACQUISITIONS = 15;
const INTERVAL_S = 1;
/** What a loaded machine may need from sending to receiving. */
const PATIENCE_S = 30;

/** Senders of live signals whose clocks are ten minutes slow and fast. */
export const clockSkew = {
  kind: "clock skew of ±10 min",
  shortRuns: 1,
  longRuns: 2,
  scenario: () => ({
    strikes: [],
    besides: ACQUISITIONS,
    beside: async (world) => {
      const [slow, fast] = await Promise.all([sendSkewed(world, SLOW_S), sendSkewed(world, FAST_S)]);
      world.answers = { slow, fast };
    },
    afterwards: async (world) => [...(await problemsOfSlow(world)), ...problemsOfFast(world)],
  }),
};

const assetOf = (skewS) => `clock-${skewS < 0 ? "slow" : "fast"}`;
const soundLife = (skewS) =>
  simulateLife({ seed: 7, asset: assetOf(skewS), acquisitions: 400, samples: 6_400, sampleRateHz: 12_800, intervalS: INTERVAL_S });

async function sendSkewed({ suite, register }, skewS) {
  const { config, acquisitions } = soundLife(skewS);
  await register(config);
  const client = createClient(AcquisitionService, suite.grpcAddress.ingest);
  try {
    const stream = client.call.submit({});
    const answers = stream.responses[Symbol.asyncIterator]();
    const startedNs = BigInt(Date.now() + skewS * 1000) * NS_PER_MS - BigInt(ACQUISITIONS * INTERVAL_S) * NS_PER_S;
    const outcomes = [];
    let sent = 0;
    for (const acquisition of acquisitions()) {
      if (sent === ACQUISITIONS) break;
      const startTimeNs = startedNs + BigInt(sent * INTERVAL_S) * NS_PER_S;
      const live = { ...acquisition, id: acquisitionId(`${assetOf(skewS)}-${sent++}`), startTimeNs, timeBase: "live" };
      await stream.send({ acquisition: acquisitionToWire(live), sentNs: BigInt(Date.now() + skewS * 1000) * NS_PER_MS });
      const { value } = await answers.next();
      outcomes.push(value.outcome.value.reason ?? value.outcome.case);
    }
    stream.end();
    await answers.next();
    return outcomes;
  } finally {
    client.close();
  }
}

/** Nothing lost, the offset known, and no order on the machine for what is wrong with a clock. */
async function problemsOfSlow({ suite, get, answers }) {
  const asset = assetOf(SLOW_S);
  const { ref } = soundLife(SLOW_S).config;
  const archive = createClient(ArchiveService, suite.grpcAddress.ingest, { idempotent: true });
  try {
    await waitFor(async () => (await get(`/assets/${asset}/features/summary`)).count === ACQUISITIONS, {
      what: `all features of ${asset}`,
    });
    const found = await archive.call.getAcquisition({ ref: assetRefToWire(ref), id: `${asset}-${ACQUISITIONS - 1}` });
    const offsetS = Number(found.acquisition?.clockOffsetNs ?? 0n) / 1e9;
    const { items } = await get(`/work-orders?asset=${asset}`);
    const onMachine = items.filter(({ component }) => component !== "sensor");
    return [
      ...answers.slow.filter((outcome) => outcome !== "accepted").map((outcome) => `a slow clock's acquisition was ${outcome}`),
      ...(Math.abs(offsetS + SLOW_S) < PATIENCE_S ? [] : [`the clock offset of ${asset} is ${offsetS} s`]),
      ...(onMachine.length === 0 ? [] : [`${asset} has an order: ${JSON.stringify(onMachine[0])}`]),
    ];
  } finally {
    archive.close();
  }
}

const problemsOfFast = ({ answers }) =>
  answers.fast.filter((outcome) => outcome !== "time_in_future").map((outcome) => `a fast clock's acquisition was ${outcome}`);
