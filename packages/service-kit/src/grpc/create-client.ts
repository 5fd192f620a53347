import type { DescMethod, DescService } from "@bufbuild/protobuf";
import { type ChannelCredentials, type ClientOptions as ChannelOptions, Client, credentials } from "@grpc/grpc-js";
import { ServiceError } from "../errors/service-error.js";
import { type CallIdentity, ownIdentity } from "./identity/call-identity.js";
import { type ClientEnvironment, callBidi, callClientStreaming, callServerStreaming, callUnary } from "./make-call.js";
import type { ClientCalls, ServiceClient } from "./service-client.js";
import { HTTP2_WINDOW_BYTES } from "./widen-window.js";

export interface ClientOptions {
  /** For unary calls without their own, ms. Default: 5 s. */
  readonly deadlineMs?: number;
  /** Whether repeating a unary call is harmless where the call and the method do not say. Default: false. */
  readonly idempotent?: boolean;
  /** Default: this process's. */
  readonly identity?: CallIdentity;
  /** Largest response message, bytes. Default: 16 MiB. */
  readonly maxReceiveBytes?: number;
}

const DEFAULT_DEADLINE_MS = 5_000;
const DEFAULT_MAX_RECEIVE_BYTES = 16 * 1024 * 1024;

const CHANNEL_OPTIONS: ChannelOptions = {
  "grpc-node.flow_control_window": HTTP2_WINDOW_BYTES,
  "grpc.max_send_message_length": -1,
  "grpc.keepalive_time_ms": 30_000,
  "grpc.keepalive_timeout_ms": 10_000,
  // A service that restarts is back within a second; the default waits up to two minutes.
  "grpc.initial_reconnect_backoff_ms": 100,
  "grpc.max_reconnect_backoff_ms": 2_000,
  "grpc.enable_channelz": 0,
};

/**
 * A typed client. Connects on the first call and again whenever the connection is lost.
 * @param address `host:port`
 */
export function createClient<S extends DescService>(descriptor: S, address: string, options: ClientOptions = {}): ServiceClient<S> {
  const identity = options.identity ?? ownIdentity();
  const client = new Client(address, channelCredentials(identity), {
    ...CHANNEL_OPTIONS,
    "grpc.max_receive_message_length": options.maxReceiveBytes ?? DEFAULT_MAX_RECEIVE_BYTES,
  });
  const environment = {
    client,
    key: identity.key,
    deadlineMs: options.deadlineMs ?? DEFAULT_DEADLINE_MS,
    idempotent: options.idempotent ?? false,
  };
  const call = Object.fromEntries(descriptor.methods.map((method) => [method.localName, callOf(method, environment)]));
  return {
    call: call as ClientCalls<S>,
    close: () => client.close(),
    waitForReady: (deadlineMs) =>
      new Promise((resolve, reject) =>
        client.waitForReady(Date.now() + deadlineMs, (error) => (error ? reject(notReady(address, deadlineMs, error)) : resolve())),
      ),
  };
}

function channelCredentials({ tls }: CallIdentity): ChannelCredentials {
  return tls ? credentials.createSsl(tls.ca ?? null, tls.certKey ?? null, tls.cert ?? null) : credentials.createInsecure();
}

function callOf(method: DescMethod, environment: ClientEnvironment): unknown {
  switch (method.methodKind) {
    case "unary":
      return callUnary(method, environment);
    case "server_streaming":
      return callServerStreaming(method, environment);
    case "client_streaming":
      return callClientStreaming(method, environment);
    case "bidi_streaming":
      return callBidi(method, environment);
  }
}

function notReady(address: string, deadlineMs: number, cause: Error): ServiceError {
  return new ServiceError("unavailable", `no gRPC server answers at ${address} within ${deadlineMs} ms`, { cause });
}
