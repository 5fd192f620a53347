export { baseSettings, type BaseSettings } from "./config/base-settings.js";
export { ConfigError, type ConfigProblem } from "./config/config-error.js";
export { type RawConfig, readEnv } from "./config/read-env.js";
export { printableConfig } from "./config/printable-config.js";
export {
  byteSize,
  choice,
  count,
  durationMs,
  flag,
  fraction,
  optionalText,
  optionalUrl,
  text,
  tcpPort,
  url,
} from "./config/rules.js";
export { type ConfigOf, secretSetting, setting, type Setting, type Settings } from "./config/setting.js";
export { toConfig } from "./config/to-config.js";
export { ERROR_CODES, type ErrorCode } from "./errors/error-code.js";
export type { ErrorFacts } from "./errors/error-facts.js";
export { grpcStatusOf } from "./errors/grpc-status.js";
export { httpStatusOf } from "./errors/http-status.js";
export { ServiceError } from "./errors/service-error.js";
export type { CallContext } from "./grpc/call-context.js";
export { type ClientOptions, createClient } from "./grpc/create-client.js";
export { defineService, type GrpcService } from "./grpc/define-service.js";
export { GrpcServer, type GrpcServerOptions } from "./grpc/grpc-server.js";
export type {
  CallOptions,
  ClientCalls,
  ClientStream,
  ServiceClient,
  UnaryCallOptions,
} from "./grpc/service-client.js";
export type {
  BidiHandler,
  ClientStreamingHandler,
  MethodHandler,
  ServerStream,
  ServerStreamingHandler,
  ServiceHandlers,
  UnaryHandler,
} from "./grpc/service-handlers.js";
export { type DependencyCheck, OpsServer, type OpsServerOptions } from "./http/ops-server.js";
export { Resources } from "./lifecycle/resources.js";
export { runService, type RunServiceOptions } from "./lifecycle/run-service.js";
export type { LifecycleConfig, Service } from "./lifecycle/service.js";
export { createLogger, type Logger, type LoggerOptions } from "./log/create-logger.js";
export { Metrics } from "./metrics/metrics.js";
export { type Bucket, type BucketEntry, type BucketOptions, type BucketWatch, openBucket } from "./nats/bucket.js";
export { connectNats, type NatsOptions } from "./nats/connect-nats.js";
export { consumeInOrder } from "./nats/consume-in-order.js";
export { DEAD_LETTER_STREAM, type DeadLetter, publishDeadLetter } from "./nats/dead-letter.js";
export { ensureConsumer, ensureStream, ensureTopology } from "./nats/ensure-topology.js";
export type { ConsumerGroup, InOrderOptions, MessageHandler, ReceivedMessage } from "./nats/in-order-types.js";
export { JetStreamPublisher, type Publication, type PublishReceipt, type PublisherOptions } from "./nats/jetstream-publisher.js";
export type { NatsLink } from "./nats/nats-link.js";
export type { ConsumerSpec, StreamSpec, StreamTopology } from "./nats/specs.js";
export { type SpanAttributes, withSpan } from "./telemetry/with-span.js";
