// Half of the reference of the chain: gRPC in, JetStream out, an acknowledgement. No register, no archive, no metrics.
import { create, toBinary } from "@bufbuild/protobuf";
import { AcquisitionSchema, AcquisitionService, assetRefFromWire, LINK_STREAMS, SubmitResponseSchema, subjectOf } from "@phm/contracts";
import { connectNats, createLogger, defineService, ensureTopology, GrpcServer, linkTopology, Metrics } from "@phm/service-kit";

const IN_FLIGHT = 32;
const logger = createLogger({ service: "bench", level: "error" });
const link = await connectNats({ url: process.env.NATS_URL, name: "bare-ingest", logger });
await ensureTopology(link, [linkTopology(LINK_STREAMS.acquisition)]);
const submit = async (stream) => {
  const underWay = new Set();
  for await (const { acquisition } of stream.requests) {
    const { id } = acquisition;
    const payload = toBinary(AcquisitionSchema, acquisition);
    const handing = link.jetstream
      .publish(subjectOf("acquisition", assetRefFromWire(acquisition.ref)), payload)
      .then(() => stream.send(create(SubmitResponseSchema, { ref: acquisition.ref, id, outcome: { case: "accepted", value: {} } })))
      .finally(() => underWay.delete(handing));
    underWay.add(handing);
    if (underWay.size >= IN_FLIGHT) await Promise.race(underWay);
  }
  await Promise.all(underWay);
};
const service = defineService(AcquisitionService, { submit });
const server = new GrpcServer({ host: "127.0.0.1", port: 0, services: [service], logger, metrics: new Metrics("bench") });
process.send({ port: await server.start() });
process.once("disconnect", () => process.exit(0));
