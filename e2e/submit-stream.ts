import { type AcquisitionMessage, AcquisitionService, type SubmitResponse } from "@phm/contracts";
import { createClient } from "@phm/service-kit";

/** One stream to ingest on which messages are sent one at a time, each answered before the next. */
export class SubmitStream {
  readonly #client;
  readonly #stream;
  readonly #answers: AsyncIterator<SubmitResponse>;

  constructor(address: string) {
    this.#client = createClient(AcquisitionService, address);
    this.#stream = this.#client.call.submit();
    this.#answers = this.#stream.responses[Symbol.asyncIterator]();
  }

  async submit(acquisition: AcquisitionMessage | undefined): Promise<SubmitResponse["outcome"]> {
    await this.#stream.send(acquisition ? { acquisition } : {});
    const { value, done } = await this.#answers.next();
    if (done) throw new Error("ingest ended the stream");
    return value.outcome;
  }

  close(): void {
    this.#stream.cancel();
    this.#client.close();
  }
}
