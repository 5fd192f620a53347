import type { DescMethod, DescService } from "@bufbuild/protobuf";
import type { MethodDefinition, ServiceDefinition, UntypedServiceImplementation } from "@grpc/grpc-js";
import { decoderOf, encoderOf } from "./decoding.js";
import { type GrpcService, methodPath } from "./define-service.js";
import { type CallEnvironment, handleBidi, handleClientStreaming, handleServerStreaming, handleUnary } from "./handle-call.js";

/** The descriptor in grpc-js's terms. */
export function methodDefinition(method: DescMethod): MethodDefinition<never, unknown> {
  return {
    path: methodPath(method),
    requestStream: method.methodKind === "client_streaming" || method.methodKind === "bidi_streaming",
    responseStream: method.methodKind === "server_streaming" || method.methodKind === "bidi_streaming",
    requestSerialize: encoderOf(method.input),
    requestDeserialize: decoderOf(method.input) as never,
    responseSerialize: encoderOf(method.output) as never,
    responseDeserialize: decoderOf(method.output),
  };
}

export function serviceDefinition(descriptor: DescService): ServiceDefinition {
  return Object.fromEntries(descriptor.methods.map((method) => [method.localName, methodDefinition(method)])) as never;
}

/** The handlers in grpc-js's terms. */
export function implementation({ descriptor, handlers }: GrpcService, env: CallEnvironment): UntypedServiceImplementation {
  return Object.fromEntries(descriptor.methods.map((method) => [method.localName, callHandler(method, handlers[method.localName], env)]));
}

function callHandler(method: DescMethod, handler: unknown, env: CallEnvironment): UntypedServiceImplementation[string] {
  switch (method.methodKind) {
    case "unary":
      return handleUnary(method, handler as never, env) as never;
    case "server_streaming":
      return handleServerStreaming(method, handler as never, env) as never;
    case "client_streaming":
      return handleClientStreaming(method, handler as never, env) as never;
    case "bidi_streaming":
      return handleBidi(method, handler as never, env) as never;
  }
}
