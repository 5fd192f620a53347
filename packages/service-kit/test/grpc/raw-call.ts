import { once } from "node:events";
import { connect } from "node:http2";

export interface RawStatus {
  readonly code: number;
  readonly message: string;
}

/** Sends bytes as they are in one gRPC message, as a broken or hostile client would, and gives the status. */
export async function rawCall(address: string, path: string, ...messages: Uint8Array[]): Promise<RawStatus> {
  const session = connect(`http://${address}`);
  try {
    const stream = session.request({ ":method": "POST", ":path": path, "content-type": "application/grpc", te: "trailers" });
    let status: RawStatus | undefined;
    const read = (headers: Record<string, unknown>) => {
      if (headers["grpc-status"] !== undefined)
        status = { code: Number(headers["grpc-status"]), message: decodeURIComponent(String(headers["grpc-message"] ?? "")) };
    };
    stream.on("response", read);
    stream.on("trailers", read);
    // A server that ends the call early resets what is still being sent.
    stream.on("error", () => {});
    stream.resume();
    for (const message of messages) stream.write(frame(message));
    stream.end();
    await once(stream, "close");
    if (!status) throw new Error("the call ended without a status");
    return status;
  } finally {
    session.close();
  }
}

function frame(message: Uint8Array): Buffer {
  const header = Buffer.alloc(5);
  header.writeUInt32BE(message.length, 1);
  return Buffer.concat([header, message]);
}
