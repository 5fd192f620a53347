import { createHash } from "node:crypto";
import { clearField, create, toBinary } from "@bufbuild/protobuf";
import { type AcquisitionMessage, AcquisitionSchema } from "@phm/contracts";

/**
 * What the sender measured, encoded: the acquisition without what ingest adds to it. Its hash is the acquisition's identity, so a repetition
 * is known as one whatever ingest thought of the sender's clock at that moment. Takes what ingest adds out of the message given.
 */
export function contentOf(message: AcquisitionMessage): Uint8Array {
  clearField(message, AcquisitionSchema.field.clockOffsetNs);
  return toBinary(AcquisitionSchema, message);
}

/** The content with ingest's estimate of the sender's clock: fields of an encoded message may follow each other in any order. */
export function withClockOffset(content: Uint8Array, clockOffsetNs: bigint): Uint8Array {
  return Buffer.concat([content, toBinary(AcquisitionSchema, create(AcquisitionSchema, { clockOffsetNs }))]);
}

export function sha256Of(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
