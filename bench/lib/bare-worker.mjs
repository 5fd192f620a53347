// Computes features and throws them away: what any consumer has to do at least.
import { parentPort } from "node:worker_threads";
import { fromBinary } from "@bufbuild/protobuf";
import { AcquisitionSchema, acquisitionFromWire } from "@phm/contracts";
import { createManipulator } from "@phm/pipeline";

const manipulator = createManipulator();
parentPort.on("message", ({ payload, config }) => {
  manipulator.manipulate(acquisitionFromWire(fromBinary(AcquisitionSchema, payload)), config);
  parentPort.postMessage("done");
});
