import type { Readable, Writable } from "node:stream";
import type { DescMethod, MessageInitShape, MessageShape } from "@bufbuild/protobuf";
import { MethodOptions_IdempotencyLevel } from "@bufbuild/protobuf/wkt";
import { type Client, type CallOptions as GrpcCallOptions, type ServiceError as GrpcError, Metadata } from "@grpc/grpc-js";
import { ServiceError } from "../errors/service-error.js";
import { retryWithBackOff } from "../lifecycle/retry-with-back-off.js";
import { complete, decoded } from "./decoding.js";
import { IncomingMessages } from "./incoming-messages.js";
import type { CallOptions, ClientStream, UnaryCallOptions } from "./service-client.js";
import { methodDefinition } from "./service-definition.js";
import { writeMessage } from "./write-message.js";

export interface ClientEnvironment {
  readonly client: Client;
  /** Shown with every call. */
  readonly key: string | undefined;
  readonly deadlineMs: number;
  readonly idempotent: boolean;
}

type AnyDesc = DescMethod["input"];
type Init = MessageInitShape<AnyDesc>;
type Message = MessageShape<AnyDesc>;

const RETRY = { minMs: 50, maxMs: 1_000 };

export function callUnary(method: DescMethod, { client, key, deadlineMs, idempotent }: ClientEnvironment) {
  const { path, requestSerialize, responseDeserialize } = methodDefinition(method);
  const declaredIdempotent = method.idempotency !== MethodOptions_IdempotencyLevel.IDEMPOTENCY_UNKNOWN;
  return async (request: Init, options: UnaryCallOptions = {}): Promise<Message> => {
    const deadline = Date.now() + (options.deadlineMs ?? deadlineMs);
    const once = () =>
      new Promise<Message>((resolve, reject) => {
        const done = (error: GrpcError | null, response?: unknown) =>
          error ? reject(ServiceError.from(error)) : resolve(response as Message);
        const message = complete(method.input, request) as never;
        const call = client.makeUnaryRequest(
          path,
          requestSerialize,
          responseDeserialize,
          message,
          metadataOf(options.metadata, key),
          { deadline },
          done,
        );
        cancelOnAbort(call, options.signal);
      });
    const repeatable = options.idempotent ?? (declaredIdempotent || idempotent);
    const retries = (error: unknown) => repeatable && error instanceof ServiceError && error.code === "unavailable" && error.retryable;
    const response = await retryWithBackOff(once, {
      ...RETRY,
      deadlineAtMs: deadline,
      retries,
      ...(options.signal && { signal: options.signal }),
    });
    return decoded(response);
  };
}

export function callServerStreaming(method: DescMethod, { client, key }: ClientEnvironment) {
  const { path, requestSerialize, responseDeserialize } = methodDefinition(method);
  return (request: Init, options: CallOptions = {}): AsyncIterable<Message> => {
    const message = complete(method.input, request) as never;
    const call = client.makeServerStreamRequest(
      path,
      requestSerialize,
      responseDeserialize,
      message,
      metadataOf(options.metadata, key),
      grpcOptions(options),
    );
    cancelOnAbort(call, options.signal);
    return responsesOf(call, () => call.cancel());
  };
}

export function callClientStreaming(method: DescMethod, { client, key }: ClientEnvironment) {
  const { path, requestSerialize, responseDeserialize } = methodDefinition(method);
  return (requests: AsyncIterable<Init> | Iterable<Init>, options: CallOptions = {}): Promise<Message> =>
    new Promise((resolve, reject) => {
      const over = new AbortController();
      const done = (error: GrpcError | null, response?: unknown) => {
        over.abort(error ? ServiceError.from(error) : undefined);
        error ? reject(ServiceError.from(error)) : resolve(response as Message);
      };
      const call = client.makeClientStreamRequest(
        path,
        requestSerialize,
        responseDeserialize,
        metadataOf(options.metadata, key),
        grpcOptions(options),
        done,
      );
      cancelOnAbort(call, options.signal);
      const sendAll = async () => {
        for await (const request of requests) await writeMessage(call, complete(method.input, request), over.signal);
        call.end();
      };
      // Where the call has ended first, its status is the answer; where the requests have failed, their error is.
      sendAll().catch((error) => {
        reject(error);
        call.cancel();
      });
    }).then((response) => decoded(response as Message));
}

export function callBidi(method: DescMethod, { client, key }: ClientEnvironment) {
  const { path, requestSerialize, responseDeserialize } = methodDefinition(method);
  return (options: CallOptions = {}): ClientStream<AnyDesc, AnyDesc> => {
    const call = client.makeBidiStreamRequest(
      path,
      requestSerialize,
      responseDeserialize,
      metadataOf(options.metadata, key),
      grpcOptions(options),
    );
    cancelOnAbort(call, options.signal);
    const over = statusSignal(call);
    return {
      send: (request) => writeMessage(call as unknown as Writable, complete(method.input, request), over),
      end: () => call.end(),
      cancel: () => call.cancel(),
      responses: responsesOf(call, () => call.cancel()),
    };
  };
}

/** The responses of a call; who stops reading early gives the call up. */
function responsesOf(call: Readable, cancel: () => void): AsyncIterable<Message> {
  // Made before the first read: a failure that comes earlier must find its listener.
  return readResponses(new IncomingMessages<Message>(call), cancel);
}

async function* readResponses(messages: IncomingMessages<Message>, cancel: () => void): AsyncGenerator<Message> {
  try {
    yield* messages;
  } catch (error) {
    throw ServiceError.from(error);
  } finally {
    cancel();
  }
}

/** Aborted with the reason why nothing can be sent any more. */
function statusSignal(call: Readable): AbortSignal {
  const over = new AbortController();
  call.on("error", (error) => over.abort(ServiceError.from(error)));
  // Not "end": that comes only when the responses are read.
  call.on("status", () => over.abort(new ServiceError("unavailable", "the server has ended the call", { reason: "ended" })));
  return over.signal;
}

function cancelOnAbort(
  call: { cancel(): void; once(event: "status", listener: () => void): unknown },
  signal: AbortSignal | undefined,
): void {
  if (!signal) return;
  if (signal.aborted) {
    call.cancel();
    return;
  }
  const onAbort = () => call.cancel();
  signal.addEventListener("abort", onAbort, { once: true });
  call.once("status", () => signal.removeEventListener("abort", onAbort));
}

function metadataOf(given: Metadata | undefined, key: string | undefined): Metadata {
  const metadata = given?.clone() ?? new Metadata();
  if (key !== undefined) metadata.set("authorization", `Bearer ${key}`);
  return metadata;
}

function grpcOptions({ deadlineMs }: CallOptions): GrpcCallOptions {
  return deadlineMs === undefined ? {} : { deadline: Date.now() + deadlineMs };
}
