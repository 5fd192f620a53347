import { DEAD_LETTER_STREAM, type NatsLink, ServiceError } from "@phm/service-kit";
import type { BackupPart } from "./backup-manifest.js";
import { PartWriter } from "./part-writer.js";

const PART = { path: "broker/dead-letters.ndjson", service: "broker", kind: "messages", name: "dead-letters" } as const;

/** Copies what was given up, for people to read: a line a message. The stream drops its oldest when it is full, which may happen meanwhile. */
export async function copyDeadLetters(folder: string, { manager }: NatsLink): Promise<BackupPart> {
  const writer = await PartWriter.open(folder, PART);
  try {
    const { first_seq, last_seq } = await stateOf(manager);
    // A stream that never had a message says that its first is 0.
    for (let sequence = Math.max(first_seq, 1); sequence <= last_seq; sequence += 1) {
      const message = await manager.streams.getMessage(DEAD_LETTER_STREAM.name, { seq: sequence }).catch(unlessGone);
      if (!message) continue;
      const headers = Object.fromEntries([...message.header].map(([name, values]) => [name, values.join()]));
      const content = Buffer.from(message.data).toString("base64");
      await writer.line(JSON.stringify({ sequence, subject: message.subject, time: message.time.toISOString(), headers, content }));
    }
  } catch (error) {
    await writer.abandon();
    throw error;
  }
  return writer.end();
}

async function stateOf(manager: NatsLink["manager"]): Promise<{ readonly first_seq: number; readonly last_seq: number }> {
  return (await manager.streams.info(DEAD_LETTER_STREAM.name).catch(unlessGone))?.state ?? { first_seq: 1, last_seq: 0 };
}

function unlessGone(error: unknown): undefined {
  const failure = ServiceError.from(error);
  if (failure.code !== "not_found") throw failure;
}
