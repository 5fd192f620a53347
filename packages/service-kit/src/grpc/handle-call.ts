import type { DescMethod, MessageInitShape } from "@bufbuild/protobuf";
import type { handleBidiStreamingCall, handleClientStreamingCall, handleServerStreamingCall, handleUnaryCall } from "@grpc/grpc-js";
import { ServiceError } from "../errors/service-error.js";
import { toGrpcStatus } from "../errors/to-grpc-status.js";
import type { CallContext } from "./call-context.js";
import { CallScope } from "./call-scope.js";
import { complete, decoded } from "./decoding.js";
import { methodPath } from "./define-service.js";
import type { Admit } from "./identity/admission.js";
import { IncomingMessages } from "./incoming-messages.js";
import type { BidiHandler, ClientStreamingHandler, ServerStreamingHandler, UnaryHandler } from "./service-handlers.js";
import { writeMessage } from "./write-message.js";

/** What every call on a server has at hand. */
export interface CallEnvironment {
  readonly defaultDeadlineMs: number;
  /** Aborted when the server takes no more work. */
  readonly draining: AbortSignal;
  /** Where it is, every call is asked for a key before its handler sees it. */
  readonly admit?: Admit;
  /** Told of every failed call, for the log. */
  onFailure(method: string, error: ServiceError): void;
}

// The streaming kind picks the handler's type at run time; `defineService` has checked the pair at compile time.
type AnyDesc = DescMethod["input"];

export function handleUnary(
  method: DescMethod,
  handler: UnaryHandler<AnyDesc, AnyDesc>,
  env: CallEnvironment,
): handleUnaryCall<unknown, unknown> {
  return (call, callback) => {
    const scope = new CallScope(call, methodPath(method).slice(1), env.defaultDeadlineMs);
    scope
      .run(async () => complete(method.output, await handler(decoded(call.request) as never, await admitted(scope, env))))
      .then(
        (response) => callback(null, response),
        (error) => callback(failed(scope, env, error)),
      );
  };
}

export function handleServerStreaming(
  method: DescMethod,
  handler: ServerStreamingHandler<AnyDesc, AnyDesc>,
  env: CallEnvironment,
): handleServerStreamingCall<unknown, unknown> {
  return (call) => {
    const scope = new CallScope(call, methodPath(method).slice(1));
    const work = async () => {
      for await (const response of handler(decoded(call.request) as never, await admitted(scope, env))) {
        if (env.draining.aborted) throw draining();
        await writeMessage(call, complete(method.output, response), scope.signal);
      }
    };
    scope.run(work).then(
      () => call.end(),
      (error) => call.emit("error", failed(scope, env, error)),
    );
  };
}

export function handleClientStreaming(
  method: DescMethod,
  handler: ClientStreamingHandler<AnyDesc, AnyDesc>,
  env: CallEnvironment,
): handleClientStreamingCall<unknown, unknown> {
  return (call, callback) => {
    const scope = new CallScope(call, methodPath(method).slice(1));
    // A part of the messages must not pass for all of them: while draining they go on until the sender ends or the server stops.
    const requests = new IncomingMessages<never>(call, { cancelled: scope.signal });
    const work = async () => {
      const response = await handler(requests, await admitted(scope, env));
      if (requests.failure) throw requests.failure.error;
      return complete(method.output, response);
    };
    scope.run(work).then(
      (response) => callback(null, response),
      (error) => callback(failed(scope, env, error)),
    );
  };
}

export function handleBidi(
  method: DescMethod,
  handler: BidiHandler<AnyDesc, AnyDesc>,
  env: CallEnvironment,
): handleBidiStreamingCall<unknown, unknown> {
  return (call) => {
    const scope = new CallScope(call, methodPath(method).slice(1));
    const requests = new IncomingMessages<never>(call, { cancelled: scope.signal, draining: env.draining });
    const send = (response: MessageInitShape<AnyDesc>) => writeMessage(call, complete(method.output, response), scope.signal);
    const work = async () => {
      await handler({ requests, send }, await admitted(scope, env));
      if (requests.failure) throw requests.failure.error;
      if (env.draining.aborted) throw draining();
    };
    scope
      .run(work)
      .finally(() => requests.release())
      .then(
        () => call.end(),
        (error) => call.emit("error", failed(scope, env, error)),
      );
  };
}

/** Nothing of a call is looked at before this. @throws ServiceError unauthenticated, permission_denied */
async function admitted({ context }: CallScope, { admit }: CallEnvironment): Promise<CallContext> {
  return admit ? { ...context, caller: await admit(context.method, context.metadata) } : context;
}

function failed(scope: CallScope, env: CallEnvironment, thrown: unknown) {
  const error = ServiceError.from(thrown);
  env.onFailure(scope.context.method, error);
  return toGrpcStatus(error);
}

function draining(): ServiceError {
  return new ServiceError("unavailable", "the server is shutting down", { reason: "draining" });
}
