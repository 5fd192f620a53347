import {
  AckPolicy,
  type ConsumerConfig,
  type ConsumerInfo,
  DeliverPolicy,
  DiscardPolicy,
  RetentionPolicy,
  StorageType,
} from "@nats-io/jetstream";
import { nanos } from "@nats-io/transport-node";
import { ServiceError } from "../errors/service-error.js";
import type { NatsLink } from "./nats-link.js";
import type { ConsumerSpec, StreamSpec, StreamTopology } from "./specs.js";

const DEFAULT_MAX_MESSAGE_BYTES = 8 * 1024 * 1024;
const DEFAULT_DUPLICATE_WINDOW_MS = 120_000;
export const DEFAULT_ACK_WAIT_MS = 5_000;
/** Requests under way at once: enough to hide the round trip, not enough to crowd a small broker. */
const PARALLEL = 16;

/** Makes each stream and then its consumers, or changes them to what is wanted. Idempotent; safe from several processes at once. */
export async function ensureTopology(link: NatsLink, topology: readonly StreamTopology[]): Promise<void> {
  for (const { stream, consumers } of topology) {
    await ensureStream(link, stream);
    const waiting = [...consumers];
    const worker = async () => {
      for (let next = waiting.shift(); next; next = waiting.shift()) await ensureConsumer(link, stream.name, next);
    };
    await Promise.all(Array.from({ length: PARALLEL }, worker));
  }
}

/** @throws ServiceError `failed_precondition` when what differs cannot be changed (retention, storage) */
export async function ensureStream(link: NatsLink, spec: StreamSpec): Promise<void> {
  const { name, ...config } = streamConfig(spec);
  try {
    await link.manager.streams.add({ name, ...config });
  } catch (error) {
    if (ServiceError.from(error).code !== "already_exists") throw ServiceError.from(error);
    await link.manager.streams.update(name, config).catch((refusal) => {
      throw notChangeable(`stream ${name}`, refusal);
    });
  }
}

/** Gives the consumer's description, with which it can be consumed without asking again. */
export async function ensureConsumer(link: NatsLink, stream: string, spec: ConsumerSpec): Promise<ConsumerInfo> {
  const config = consumerConfig(spec);
  try {
    // Servers before 2.10 update here; later ones refuse when something differs.
    return await link.manager.consumers.add(stream, config);
  } catch (error) {
    if (ServiceError.from(error).code !== "already_exists") throw ServiceError.from(error);
    return await link.manager.consumers.update(stream, spec.durable, config).catch((refusal) => {
      throw notChangeable(`consumer ${spec.durable} of stream ${stream}`, refusal);
    });
  }
}

function streamConfig(spec: StreamSpec) {
  return {
    name: spec.name,
    subjects: [...spec.subjects],
    retention: spec.retention === "interest" ? RetentionPolicy.Interest : RetentionPolicy.Limits,
    discard: spec.discard === "new" ? DiscardPolicy.New : DiscardPolicy.Old,
    storage: StorageType.File,
    max_bytes: spec.maxBytes,
    max_msg_size: spec.maxMessageBytes ?? DEFAULT_MAX_MESSAGE_BYTES,
    duplicate_window: nanos(spec.duplicateWindowMs ?? DEFAULT_DUPLICATE_WINDOW_MS),
    max_age: nanos(spec.maxAgeMs ?? 0),
    ...(spec.replicas === undefined ? {} : { num_replicas: spec.replicas }),
  };
}

function consumerConfig(spec: ConsumerSpec): Partial<ConsumerConfig> {
  return {
    durable_name: spec.durable,
    filter_subject: spec.filterSubject,
    ack_policy: AckPolicy.Explicit,
    deliver_policy: DeliverPolicy.All,
    ack_wait: nanos(spec.ackWaitMs ?? DEFAULT_ACK_WAIT_MS),
    max_ack_pending: spec.maxAckPending ?? 1,
    max_deliver: -1,
  };
}

function notChangeable(what: string, refusal: unknown): ServiceError {
  const { message, code, retryable } = ServiceError.from(refusal);
  if (retryable) return new ServiceError(code, `${what}: ${message}`, { cause: refusal });
  return new ServiceError(
    "failed_precondition",
    `${what} exists with a configuration that cannot be changed to the wanted one: ${message}`,
    { cause: refusal },
  );
}
