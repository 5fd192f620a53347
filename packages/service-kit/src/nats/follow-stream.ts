import type { ConsumerMessages } from "@nats-io/jetstream";
import type { NatsLink } from "./nats-link.js";

/** One message of a stream that is only listened to: nothing is acked. */
export interface StreamMessage {
  readonly sequence: number;
  readonly subject: string;
  readonly payload: Uint8Array;
}

/** The messages that a stream keeps at present, by sequence; `last` is 0 while there never was one. */
export interface StreamExtent {
  readonly first: number;
  readonly last: number;
}

/** @throws where the broker is away or the stream is not there */
export async function streamExtent(link: NatsLink, stream: string): Promise<StreamExtent> {
  const { state } = await link.manager.streams.info(stream);
  return { first: state.first_seq, last: state.last_seq };
}

/**
 * Listens to the messages of a stream on some subjects, in its order, from after a sequence, what it has kept first; ends when the signal does. Each call
 * has a consumer of its own that the broker forgets when nobody listens, so that what one listener has seen says nothing of another.
 * @param filterSubjects with `*` for any token, no `>`
 * @throws where the broker cannot give the next messages; whoever listens goes on from the last sequence that it was given
 */
export async function* followStream(
  link: NatsLink,
  { stream, filterSubjects, after }: { readonly stream: string; readonly filterSubjects: readonly string[]; readonly after: number },
  signal: AbortSignal,
): AsyncGenerator<StreamMessage> {
  const consumer = await link.jetstream.consumers.get(stream, {
    ...(takesManyFilters(link) ? { filter_subjects: [...filterSubjects] } : {}),
    deliver_policy: "by_start_sequence",
    opt_start_seq: after + 1,
  });
  const messages: ConsumerMessages = await consumer.consume();
  const stop = () => void messages.stop();
  signal.addEventListener("abort", stop, { once: true });
  try {
    if (signal.aborted) return;
    for await (const { seq, subject, data } of messages)
      if (filterSubjects.some((filter) => matches(subject, filter))) yield { sequence: seq, subject, payload: data };
  } finally {
    signal.removeEventListener("abort", stop);
    await messages.close();
  }
}

/** Before 2.10 the broker takes one filter, which must lie within one subject of the stream: there all messages come and are chosen here. */
function takesManyFilters({ connection }: NatsLink): boolean {
  const [major = 0, minor = 0] = (connection.info?.version ?? "0.0").split(".").map(Number);
  return major > 2 || (major === 2 && minor >= 10);
}

function matches(subject: string, filter: string): boolean {
  const [tokens, wanted] = [subject.split("."), filter.split(".")];
  return tokens.length === wanted.length && wanted.every((token, i) => token === "*" || token === tokens[i]);
}
