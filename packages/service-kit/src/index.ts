export { MAX_BLOB_PAGE } from "./blob/checked-blobs.js";
export { syncFolder, writeDurably } from "./blob/files/write-durably.js";
export { type BlobStoreOptions, openBlobStore } from "./blob/open-blob-store.js";
export type { BlobInfo, BlobListing, BlobPage, BlobStore } from "./blob/port.js";
export { type BaseSettings, baseSettings } from "./config/base-settings.js";
export { ConfigError, type ConfigProblem } from "./config/config-error.js";
export { printableConfig } from "./config/printable-config.js";
export { type RawConfig, readEnv } from "./config/read-env.js";
export {
  byteSize,
  choice,
  count,
  durationMs,
  flag,
  fraction,
  optionalName,
  optionalText,
  optionalUrl,
  tcpPort,
  text,
  url,
} from "./config/rules.js";
export { type ConfigOf, type Setting, type Settings, secretSetting, setting } from "./config/setting.js";
export { toConfig } from "./config/to-config.js";
export { ERROR_CODES, type ErrorCode } from "./errors/error-code.js";
export type { ErrorFacts } from "./errors/error-facts.js";
export { grpcStatusOf } from "./errors/grpc-status.js";
export { httpStatusOf } from "./errors/http-status.js";
export { ServiceError } from "./errors/service-error.js";
export type { CallContext } from "./grpc/call-context.js";
export { type ClientOptions, createClient } from "./grpc/create-client.js";
export { defineService, type GrpcService, methodPath } from "./grpc/define-service.js";
export { GrpcServer, type GrpcServerOptions } from "./grpc/grpc-server.js";
export { type Admit, type Caller, checkOrigin, keyAdmission } from "./grpc/identity/admission.js";
export { type CallIdentity, readCallIdentity, showIdentity } from "./grpc/identity/call-identity.js";
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
export { HttpServer, type HttpServerOptions } from "./http/http-server.js";
export { type DependencyCheck, OpsServer, type OpsServerOptions } from "./http/ops-server.js";
export type { BlobReference, BlobShelf } from "./integrity/blob-shelf.js";
export type { Fault, ScrubEvent, Tally } from "./integrity/fault.js";
export { ReadPace } from "./integrity/read-pace.js";
export { checkSamples, samplesCrc32 } from "./integrity/samples-crc32.js";
export { eachBlob, scrubBlobs } from "./integrity/scrub-blobs.js";
export { scrubRows } from "./integrity/scrub-rows.js";
export { type ApiKey, keyOfSecret, makeApiKey, RISING_ROLES, ROLES, type Role } from "./keys/api-key.js";
export { KeyFile } from "./keys/key-file.js";
export { EpochBook, type PartitionEpochs } from "./leases/epoch-book.js";
export { fairShare, type LeaseMoves, type LeaseView, leaseMoves } from "./leases/lease-moves.js";
export { OwnedPartitions, type OwnedPartitionsOptions } from "./leases/owned-partitions.js";
export { PartitionLeases, type PartitionLeasesOptions, type PartitionTenant } from "./leases/partition-leases.js";
export { PeriodicRound, type PeriodicRoundOptions } from "./lifecycle/periodic-round.js";
export { Resources } from "./lifecycle/resources.js";
export { backOffMs, type RetryOptions, retryWithBackOff } from "./lifecycle/retry-with-back-off.js";
export { type RunServiceOptions, runService } from "./lifecycle/run-service.js";
export type { LifecycleConfig, Service } from "./lifecycle/service.js";
export { withinDeadline } from "./lifecycle/within-deadline.js";
export { createLogger, type Logger, type LoggerOptions } from "./log/create-logger.js";
export { Metrics } from "./metrics/metrics.js";
export { openBucket } from "./nats/bucket.js";
export type { Bucket, BucketEntry, BucketOptions, BucketWatch } from "./nats/bucket-types.js";
export { connectNats, type NatsOptions } from "./nats/connect-nats.js";
export { consumeInOrder } from "./nats/consume-in-order.js";
export { DEAD_LETTER_STREAM, type DeadLetter, publishDeadLetter } from "./nats/dead-letter.js";
export { ensureConsumer, ensureStream, ensureTopology } from "./nats/ensure-topology.js";
export { followStream, type StreamExtent, type StreamMessage, streamExtent } from "./nats/follow-stream.js";
export type { ConsumerGroup, InOrderOptions, MessageHandler, ReceivedMessage } from "./nats/in-order-types.js";
export { JetStreamPublisher, type Publication, type PublisherOptions, type PublishReceipt } from "./nats/jetstream-publisher.js";
export { MeasurementAge, measuredHeader, measuredHeaderOf } from "./nats/measurement-age.js";
export type { NatsLink } from "./nats/nats-link.js";
export type { ConsumerSpec, StreamSpec, StreamTopology } from "./nats/specs.js";
export { ErasedContents, erasedContent } from "./privacy/erased-contents.js";
export { WantedTexts } from "./privacy/wanted-texts.js";
export { connectEvidenceOwner, type EvidenceOwnerClient } from "./retention/evidence-owner.js";
export { resumeDocumentSweeps, sweepDocuments } from "./retention/sweep-documents.js";
export {
  MAX_SWEPT_ITEMS,
  type StoredSweep,
  SweepLog,
  type SweepPlan,
  type SweepRule,
  type SweptStore,
  sweptBytes,
} from "./retention/sweep-log.js";
export { sweepService } from "./retention/sweep-service.js";
export { eachDocument } from "./store/each-document.js";
export {
  type Collection,
  type CollectionSpec,
  type DocumentStore,
  DuplicateKey,
  type IndexSpec,
  type JsonObject,
  type JsonOf,
  type JsonValue,
  MAX_JSON_BYTES,
  MAX_JSON_DEPTH,
  MAX_PAGE_ITEMS,
  MAX_RANGE_POINTS,
  openStore,
  type Page,
  type Query,
  type Range,
  type Scalar,
  type Series,
  type SeriesPage,
  type SeriesPoint,
  type SeriesRange,
  type SortKey,
  type Stored,
  type StoreOptions,
  StoreUnavailable,
  VersionConflict,
  type Where,
} from "./store/index.js";
export type { Migration, MigrationProgress } from "./store/migrations/migration.js";
export { rewriteDocuments } from "./store/migrations/rewrite-documents.js";
export { openRawStore } from "./store/raw/open-raw-store.js";
export { eachRow, type RawRow, type RawStore, type RawTable, type ReadRow } from "./store/raw/raw-store.js";
export { retryOnConflict } from "./store/retry-on-conflict.js";
export { type FolderLock, lockFolder } from "./store/sqlite/folder-lock.js";
export { isDamagedFile } from "./store/sqlite/sqlite-errors.js";
export { AssetDirectory } from "./suite/asset-directory.js";
export { type BaseConfig, type BaseContext, openBaseContext } from "./suite/base-context.js";
export { type ChainRole, chainService } from "./suite/chain-service.js";
export { ANNOUNCEMENT_TOPOLOGY, linkTopology } from "./suite/link-topology.js";
export { type OpenRange, openRange } from "./suite/open-range.js";
export { openServiceBlobs } from "./suite/open-service-blobs.js";
export { openServiceStore, type ServiceStore, type StoreConfig } from "./suite/open-service-store.js";
export { pageLimit } from "./suite/page-limit.js";
export { type PageBounds, type PageRange, page, pageRange } from "./suite/page-range.js";
export { REPLICA_LAPSE_MS, type ReplicaMark, ReplicaMarks } from "./suite/replica-marks.js";
export { fromStored, toStored } from "./suite/stored-message.js";
export { type SpanAttributes, withOwnTrace, withSpan } from "./telemetry/with-span.js";
