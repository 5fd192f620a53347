import { toBinary } from "@bufbuild/protobuf";
import { type AcquisitionMessage, AcquisitionSchema } from "@phm/contracts";
import { type JetStreamPublisher, type Logger, publishDeadLetter, ServiceError } from "@phm/service-kit";
import type { Rejection } from "./accept/rejection.js";

const ORIGIN = "phm.acquisition.v1.AcquisitionService/Submit";

/** Leaves a record of what was refused for good: metadata, hash, and at most 64 KB of it. */
export class DeadLetters {
  constructor(
    private readonly publisher: JetStreamPublisher,
    private readonly logger: Logger,
  ) {}

  /** Never fails: the sender has its answer, and a record that cannot be written must not take that away. */
  async record(acquisition: AcquisitionMessage, { reason, field, value, limit }: Rejection): Promise<void> {
    const error = new ServiceError("invalid_argument", `${field} is ${value}; it must be ${limit}`, { reason, field, value, limit });
    const { organisation, site, asset } = acquisition.ref ?? { organisation: "", site: "", asset: "" };
    const messageId = `${organisation}:${site}:${asset}:${acquisition.id}`;
    try {
      await publishDeadLetter(this.publisher, {
        source: "ingest",
        origin: ORIGIN,
        messageId,
        payload: toBinary(AcquisitionSchema, acquisition),
        error,
      });
    } catch (failure) {
      this.logger.warn({ reason, messageId, err: failure }, "a refused acquisition left no dead letter");
    }
  }
}
