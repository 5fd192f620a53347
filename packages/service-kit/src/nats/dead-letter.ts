import { createHash } from "node:crypto";
import type { ServiceError } from "../errors/service-error.js";
import type { JetStreamPublisher } from "./jetstream-publisher.js";
import type { StreamSpec } from "./specs.js";

/** What could not be handled, kept for people: the newest within the byte quota. */
export const DEAD_LETTER_STREAM: StreamSpec = {
  name: "PHM_DEAD_LETTER",
  subjects: ["phm.dead_letter.v1.>"],
  retention: "limits",
  discard: "old",
  maxBytes: 64 * 1024 * 1024,
  maxMessageBytes: 128 * 1024,
};

const MAX_PAYLOAD_BYTES = 64 * 1024;
const MAX_HEADER_LENGTH = 500;

export interface DeadLetter {
  /** Who gives up: service or durable consumer. */
  readonly source: string;
  /** Where the message came from: its subject, or the method that received it. */
  readonly origin: string;
  /** Identity of the message; together with the source it makes a repetition recognisable. */
  readonly messageId: string;
  readonly payload: Uint8Array;
  readonly error: ServiceError;
}

/**
 * Stores a message that is given up: what it was in the headers (`Phm-*`), its hash, and at most the first 64 KB of it as body.
 * Resolves when the broker has it.
 */
export async function publishDeadLetter(publisher: JetStreamPublisher, letter: DeadLetter): Promise<void> {
  const { source, origin, messageId, payload, error } = letter;
  const sha256 = createHash("sha256").update(payload).digest("hex");
  await publisher.publish({
    subject: `phm.dead_letter.v1.${token(source)}`,
    messageId: `dead_letter:${source}:${messageId}:${sha256}`,
    payload: payload.subarray(0, MAX_PAYLOAD_BYTES),
    headers: headersOf({
      "Phm-Source": source,
      "Phm-Origin": origin,
      "Phm-Message-Id": messageId,
      "Phm-Sha256": sha256,
      "Phm-Payload-Bytes": String(payload.length),
      "Phm-Code": error.code,
      "Phm-Reason": error.reason,
      "Phm-Error": describe(error),
      "Phm-Field": error.field,
      "Phm-Value": error.value,
      "Phm-Limit": error.limit,
    }),
  });
}

/** People who look here look for the cause: unlike an answer to a caller, a dead letter stays inside the suite. */
function describe({ message, cause }: ServiceError): string {
  return cause instanceof Error && cause.message !== message ? `${message}: ${cause.message}` : message;
}

/** Header values are one line of printable ASCII, and short. */
function headersOf(values: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const given = Object.entries(values).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return Object.fromEntries(given.map(([name, value]) => [name, value.replace(/[^\x20-\x7e]/g, "?").slice(0, MAX_HEADER_LENGTH)]));
}

function token(text: string): string {
  return text.replace(/[^\w-]/g, "_");
}
