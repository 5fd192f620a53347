import { create } from "@bufbuild/protobuf";
import { test } from "@jest/globals";
import { AcquisitionSchema, type SubmitRequest } from "@phm/contracts";
import { type CallContext, Metrics } from "@phm/service-kit";
import type { AcquisitionAcceptor } from "../accept/accept-acquisition.js";
import type { DeadLetters } from "../dead-letters.js";
import { IntakeGate } from "../intake/intake-gate.js";
import { IntakeLimits } from "../intake/intake-limits.js";
import { IngestMetrics } from "../metrics.js";
import { submit } from "./submit.js";

const BYTES = 80;
const { signal } = new AbortController();

async function* oneAcquisition(): AsyncGenerator<SubmitRequest> {
  const acquisition = create(AcquisitionSchema, { id: "a1", channels: [{ data: new Uint8Array(BYTES) }] });
  yield { $typeName: "phm.acquisition.v1.SubmitRequest", acquisition };
}

test("a sender that does not read its answers keeps nobody else from their turn", async () => {
  const metrics = new IngestMetrics(new Metrics("test"));
  const limits = new IntakeLimits({ bytesPerS: 1e9, acquisitionsPerS: 1e6, bytesInHand: BYTES, streams: 9 }, metrics, () => 0);
  const acceptor = { accept: async () => ({ duplicate: false, bytes: BYTES }) } as unknown as AcquisitionAcceptor;
  const deadLetters = {} as DeadLetters;
  const handle = submit({ acceptor, deadLetters, metrics, gate: new IntakeGate(), limits, nowNs: () => 0n, durability: "memory" });
  let read = () => {};
  const unread = new Promise<void>((resolve) => {
    read = resolve;
  });
  const answering = new Promise<void>((isAnswering) => {
    const send = () => {
      isAnswering();
      return unread;
    };
    void handle({ requests: oneAcquisition(), send }, { peer: "10.0.0.1:1", signal } as CallContext);
  });
  await answering;
  (await limits.enter("10.0.0.2", BYTES, signal))();
  read();
});
