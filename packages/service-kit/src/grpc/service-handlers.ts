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
import type { CallContext } from "./call-context.js";

/** The server's end of a bidirectional stream. */
export interface ServerStream<I extends DescMessage, O extends DescMessage> {
  readonly requests: AsyncIterable<MessageShape<I>>;
  /** Resolves when the transport takes the next message: await it, and a slow reader slows the sender. */
  send(response: MessageInitShape<O>): Promise<void>;
}

export type UnaryHandler<I extends DescMessage, O extends DescMessage> = (
  request: MessageShape<I>,
  context: CallContext,
) => Promise<MessageInitShape<O>> | MessageInitShape<O>;

export type ServerStreamingHandler<I extends DescMessage, O extends DescMessage> = (
  request: MessageShape<I>,
  context: CallContext,
) => AsyncIterable<MessageInitShape<O>>;

export type ClientStreamingHandler<I extends DescMessage, O extends DescMessage> = (
  requests: AsyncIterable<MessageShape<I>>,
  context: CallContext,
) => Promise<MessageInitShape<O>>;

/** Ends the call by returning; fails it by throwing. Responses may be sent in any order and number, also after the last request. */
export type BidiHandler<I extends DescMessage, O extends DescMessage> = (stream: ServerStream<I, O>, context: CallContext) => Promise<void>;

/** The handler that fits a method's streaming kind. */
export type MethodHandler<M extends DescMethod> =
  M extends DescMethodUnary<infer I, infer O>
    ? UnaryHandler<I, O>
    : M extends DescMethodServerStreaming<infer I, infer O>
      ? ServerStreamingHandler<I, O>
      : M extends DescMethodClientStreaming<infer I, infer O>
        ? ClientStreamingHandler<I, O>
        : M extends DescMethodBiDiStreaming<infer I, infer O>
          ? BidiHandler<I, O>
          : never;

/** One handler for every method of a service, by the method's local name. */
export type ServiceHandlers<S extends DescService> = { readonly [Name in keyof S["method"]]: MethodHandler<S["method"][Name]> };
