// From the sender to what is said of the machine: the stream into ingest against length-framed TCP, the whole suite (tracing and metrics on) against the bare
// chain, and how old measurements are when something is said of them, at half that rate.
import { driveFleet } from "../cli/dist/commands/load/drive-fleet.js";
import { ageQuantile } from "./chain/age-quantile.mjs";
import { fleetOf, openBareChain, openSuite } from "./chain/chain-rate.mjs";
import { streamRates } from "./chain/stream-rate.mjs";
import { report, sideBySide } from "./lib/measure.mjs";

/** Three channels of two bytes a sample, a second at 25.6 kHz: 150 KB. */
const SAMPLES = 25_600;
const COUNT = 640;
const WARM_UP = 320;
const REPETITIONS = 3;
const AGE_SECONDS = 30;
const AGE_GOAL_S = 1;

const streams = await streamRates();
report({
  bench: "chain",
  measure: "client stream of 100 KB acquisitions",
  unit: "MB/s",
  ...streams,
  reference: "length-framed TCP",
  goal: 0.55,
});

const fleet = fleetOf(SAMPLES);
const [suite, bare] = [await openSuite(fleet), await openBareChain(fleet)];
try {
  await suite.run(WARM_UP);
  await bare.run(WARM_UP);
  const rates = await sideBySide({ candidate: suite.run, reference: bare.run, count: COUNT, repetitions: REPETITIONS });
  const reference = "gRPC, JetStream, pull, features and ack alone";
  report({ bench: "chain", measure: "end to end, tracing and metrics on", unit: "acquisitions/s", ...rates, reference, goal: 0.7 });

  const ports = suite.suite.ports.grpc;
  const at = { ingest: `127.0.0.1:${ports.ingest}`, workorders: `127.0.0.1:${ports.workorders}` };
  const before = await suite.metrics("predict");
  await driveFleet(fleet, { ...at, perSecond: rates.value / 2, seconds: AGE_SECONDS, streams: 4, window: 32 });
  const p99S = ageQuantile(before, await suite.metrics("predict"), 0.99);
  const sentence = `chain measurement to finding at half that rate: p99 at most ${p99S} s; goal ${AGE_GOAL_S} s: ${p99S <= AGE_GOAL_S ? "holds" : "MISSED"}`;
  const line = {
    bench: "chain",
    measure: "measurement to finding, p99 at half that rate",
    value: p99S,
    unit: "s",
    goal: AGE_GOAL_S,
    holds: p99S <= AGE_GOAL_S,
  };
  process.stdout.write(`${process.argv.includes("--json") ? JSON.stringify(line) : sentence}\n`);
} finally {
  await suite.close();
  await bare.close();
}
