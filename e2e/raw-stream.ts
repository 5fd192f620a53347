import { Client, type ClientDuplexStream, credentials, type StatusObject } from "@grpc/grpc-js";

const SUBMIT = "/phm.acquisition.v1.AcquisitionService/Submit";
const asIs = (bytes: Buffer) => bytes;

/** A stream to ingest that sends any bytes as a message, as a broken or hostile client would. */
export class RawStream {
  readonly #client: Client;
  readonly #call: ClientDuplexStream<Buffer, Buffer>;
  /** How the stream ended. */
  readonly status: Promise<StatusObject>;

  constructor(address: string) {
    this.#client = new Client(address, credentials.createInsecure(), { "grpc.max_send_message_length": -1 });
    this.#call = this.#client.makeBidiStreamRequest(SUBMIT, asIs, asIs);
    this.#call.resume();
    // The status says it all.
    this.#call.on("error", () => {});
    this.status = new Promise((resolve) => this.#call.once("status", resolve));
  }

  send(bytes: Buffer): void {
    this.#call.write(bytes);
  }

  close(): void {
    this.#call.cancel();
    this.#client.close();
  }
}
