// Bytes a second of acquisitions of 100 KB through a client stream of the kit, and of the same bytes through length-framed TCP.
import { connect } from "node:net";
import { toBinary } from "@bufbuild/protobuf";
import { AcquisitionSchema, AcquisitionService, acquisitionToWire } from "@phm/contracts";
import { deliver } from "@phm/sender";
import { createClient } from "@phm/service-kit";
import { simulateFleet } from "@phm/simulator";
import { sideBySide } from "../lib/measure.mjs";
import { startSink } from "./child.mjs";

/** Three channels of two bytes a sample: 100 KB. */
const SAMPLES = 17_066;
const ACQUISITIONS = 3_000;
const WINDOW = 64;
const MB = 1e6;

/** @returns MB/s of both */
export async function streamRates() {
  const fleet = simulateFleet({ seed: 1, assets: 64, samples: SAMPLES });
  const startNs = BigInt(Date.now()) * 1_000_000n;
  const acquisitions = (count) => Array.from({ length: count }, (_, i) => fleet.acquisition(i % 64, startNs + BigInt(i)));
  const bytes = toBinary(AcquisitionSchema, acquisitionToWire(fleet.acquisition(0, startNs)));
  const [grpc, tcp] = [await startSink("grpc-sink.mjs"), await startSink("tcp-sink.mjs")];
  const client = createClient(AcquisitionService, `127.0.0.1:${grpc.port}`);
  try {
    const rates = await sideBySide({
      candidate: (count) => deliver(acquisitions(count), { client, window: WINDOW }),
      reference: (count) => sendFrames(tcp.port, bytes, count),
      count: ACQUISITIONS,
    });
    const toMB = (perSecond) => (perSecond * bytes.length) / MB;
    return { value: toMB(rates.value), referenceValue: toMB(rates.referenceValue) };
  } finally {
    client.close();
    await Promise.all([grpc.stop(), tcp.stop()]);
  }
}

function sendFrames(port, bytes, count) {
  return new Promise((resolve, reject) => {
    const length = Buffer.alloc(4);
    length.writeUInt32LE(bytes.length);
    let answered = 0;
    let sent = 0;
    const socket = connect(port, "127.0.0.1").setNoDelay(true).on("error", reject);
    const push = () => {
      while (sent < count && sent - answered < WINDOW) {
        socket.cork();
        socket.write(length);
        const hasRoom = socket.write(bytes);
        socket.uncork();
        sent += 1;
        if (!hasRoom) return;
      }
    };
    socket
      .on("drain", push)
      .on("connect", push)
      .on("data", (chunk) => {
        answered += chunk.length;
        if (answered === count) {
          socket.end();
          resolve();
        } else push();
      });
  });
}
