// A gRPC server of the suite's kit that decodes acquisitions and answers them: what ingest's stream costs without a broker behind it.
import { create } from "@bufbuild/protobuf";
import { AcquisitionService, acquisitionFromWire, SubmitResponseSchema } from "@phm/contracts";
import { createLogger, defineService, GrpcServer, Metrics } from "@phm/service-kit";

const logger = createLogger({ service: "bench", level: "error" });
const submit = async (stream) => {
  for await (const { acquisition } of stream.requests) {
    const { ref, id } = acquisitionFromWire(acquisition);
    await stream.send(create(SubmitResponseSchema, { ref, id, outcome: { case: "accepted", value: {} } }));
  }
};
const service = defineService(AcquisitionService, { submit });
const server = new GrpcServer({ host: "127.0.0.1", port: 0, services: [service], logger, metrics: new Metrics("bench") });
process.send({ port: await server.start() });
process.once("disconnect", () => process.exit(0));
