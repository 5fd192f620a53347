// The reference of `features-service`: a process that only pulls, computes on worker threads, and acks.
import { Worker } from "node:worker_threads";
import { fromBinary } from "@bufbuild/protobuf";
import { AcquisitionSchema, assetRefFromWire, LINK_STREAMS } from "@phm/contracts";
import { AssetDirectory, connectNats, consumeInOrder, createLogger, JetStreamPublisher, linkTopology, Metrics } from "@phm/service-kit";

const logger = createLogger({ service: "bare-loop", level: "error" });
const metrics = new Metrics("bare-loop");
const link = await connectNats({ url: process.env.NATS_URL, name: "bare-loop", logger });
const directory = await AssetDirectory.open(link);
const compute = threads(Number(process.env.PHM_FEATURES_WORKERS));

const group = await consumeInOrder({
  link,
  topology: [linkTopology(LINK_STREAMS.acquisition)],
  publisher: new JetStreamPublisher(link, { metrics }),
  logger,
  metrics,
  maxInFlight: 16,
  handle: async ({ payload }) => {
    const config = await directory.find(assetRefFromWire(fromBinary(AcquisitionSchema, payload).ref));
    await compute(payload.slice(), config);
  },
});
process.once("disconnect", () => process.exit(1));
process.once("SIGTERM", async () => {
  await group.stop(1_000);
  process.exit(0);
});

/** One task at a time in each thread, first come, first served. */
function threads(count) {
  const waiting = [];
  const idle = Array.from({ length: count }, () => new Worker(new URL("./bare-worker.mjs", import.meta.url)));
  const next = () => {
    if (idle.length === 0 || waiting.length === 0) return;
    const [worker, { message, done }] = [idle.pop(), waiting.shift()];
    worker.once("message", () => {
      idle.push(worker);
      done();
      next();
    });
    worker.postMessage(message, [message.payload.buffer]);
  };
  return (payload, config) =>
    new Promise((done) => {
      waiting.push({ message: { payload, config }, done });
      next();
    });
}
