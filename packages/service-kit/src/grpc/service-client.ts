import type {
  DescMessage,
  DescMethod,
  DescMethodBiDiStreaming,
  DescMethodClientStreaming,
  DescMethodServerStreaming,
  DescMethodUnary,
  DescService,
  MessageInitShape,
  MessageShape,
} from "@bufbuild/protobuf";
import type { Metadata } from "@grpc/grpc-js";

export interface CallOptions {
  /** Longest time for the call, ms; default: the client's for unary calls, none for streams. */
  readonly deadlineMs?: number;
  readonly signal?: AbortSignal;
  readonly metadata?: Metadata;
}

export interface UnaryCallOptions extends CallOptions {
  /** Whether a repetition is harmless; then `unavailable` is retried with back-off until the deadline. Default: the client's. */
  readonly idempotent?: boolean;
}

/** The client's end of a bidirectional stream. */
export interface ClientStream<I extends DescMessage, O extends DescMessage> {
  /** Resolves when the transport takes the next message; rejects with the call's status when it has ended. */
  send(request: MessageInitShape<I>): Promise<void>;
  /** No more requests; the server may still answer. */
  end(): void;
  cancel(): void;
  /** Ends normally with status OK, throws the status as `ServiceError` otherwise. Iterate once. */
  readonly responses: AsyncIterable<MessageShape<O>>;
}

export type UnaryCall<I extends DescMessage, O extends DescMessage> = (
  request: MessageInitShape<I>,
  options?: UnaryCallOptions,
) => Promise<MessageShape<O>>;

export type ServerStreamingCall<I extends DescMessage, O extends DescMessage> = (
  request: MessageInitShape<I>,
  options?: CallOptions,
) => AsyncIterable<MessageShape<O>>;

export type ClientStreamingCall<I extends DescMessage, O extends DescMessage> = (
  requests: AsyncIterable<MessageInitShape<I>> | Iterable<MessageInitShape<I>>,
  options?: CallOptions,
) => Promise<MessageShape<O>>;

export type BidiCall<I extends DescMessage, O extends DescMessage> = (options?: CallOptions) => ClientStream<I, O>;

export type MethodCall<M extends DescMethod> =
  M extends DescMethodUnary<infer I, infer O>
    ? UnaryCall<I, O>
    : M extends DescMethodServerStreaming<infer I, infer O>
      ? ServerStreamingCall<I, O>
      : M extends DescMethodClientStreaming<infer I, infer O>
        ? ClientStreamingCall<I, O>
        : M extends DescMethodBiDiStreaming<infer I, infer O>
          ? BidiCall<I, O>
          : never;

export type ClientCalls<S extends DescService> = { readonly [Name in keyof S["method"]]: MethodCall<S["method"][Name]> };

/** A typed client of one service at one address. All failures are `ServiceError`. */
export interface ServiceClient<S extends DescService> {
  readonly call: ClientCalls<S>;
  /** Resolves when connected; rejects with `unavailable` after the deadline. */
  waitForReady(deadlineMs: number): Promise<void>;
  close(): void;
}
