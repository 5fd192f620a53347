import { printableConfig } from "../config/printable-config.js";
import type { Settings } from "../config/setting.js";
import type { GrpcService } from "../grpc/define-service.js";
import { GrpcServer } from "../grpc/grpc-server.js";
import { admissionOf, serverCredentials } from "../grpc/identity/server-identity.js";
import { OpsServer } from "../http/ops-server.js";
import type { BlobShelf } from "../integrity/blob-shelf.js";
import { integrityService } from "../integrity/integrity-service.js";
import type { OwnedPartitions } from "../leases/owned-partitions.js";
import type { Service } from "../lifecycle/service.js";
import { consumeInOrder } from "../nats/consume-in-order.js";
import { ensureTopology } from "../nats/ensure-topology.js";
import type { ConsumerGroup, MessageHandler } from "../nats/in-order-types.js";
import type { NatsLink } from "../nats/nats-link.js";
import type { StreamTopology } from "../nats/specs.js";
import { privacyService } from "../privacy/privacy-service.js";
import type { BaseConfig, BaseContext } from "./base-context.js";

/** What a service on the chain does with its context. */
export interface ChainRole {
  /** Streams that it publishes to. Their consumers are made with them, before anything is published. */
  readonly publishes: readonly StreamTopology[];
  readonly grpc: readonly GrpcService[];
  /** Methods that devices may call where keys are asked for, `package.Service/Method`; every other is for services and tools. */
  readonly deviceMethods?: readonly string[];
  /** Its blobs, so that they can be verified; documents and points always can. */
  readonly shelves?: readonly BlobShelf[];
  /** Absent for a service that consumes nothing. */
  readonly consumes?: {
    readonly topology: readonly StreamTopology[];
    readonly handle: MessageHandler;
    /** Default: the context's connection. One of its own keeps what is consumed out of the way of what is published. */
    readonly link?: NatsLink;
    /** Messages handled at the same time over all partitions, see `InOrderOptions`. */
    readonly maxInFlight?: number;
    /** Where each partition has one process at a time: which ones are this process's. Default: all are anybody's. */
    readonly owned?: OwnedPartitions;
  };
}

/** The running parts of a service, in the order of starting. */
interface Running {
  readonly context: BaseContext;
  readonly ops: OpsServer;
  readonly grpc: GrpcServer;
  readonly consumers: ConsumerGroup | undefined;
  readonly owned: OwnedPartitions | undefined;
}

/**
 * A service on the chain: opens its context, makes its streams, serves gRPC and ops, consumes. All services have this anatomy;
 * what differs is the context and the role. Messages stop being taken before calls are refused, and clients close last.
 */
export function chainService<C extends BaseContext>(
  settings: Settings,
  config: BaseConfig,
  open: () => Promise<C>,
  roleOf: (context: C) => ChainRole,
): Service {
  let starting: Promise<Running> | undefined;
  let stopping: Promise<void> | undefined;
  return {
    async start() {
      starting ??= open().then((context) => startParts(settings, config, context, roleOf(context)));
      await starting;
    },
    async drain() {
      const { ops, grpc, consumers, owned } = await running(starting);
      ops.drain();
      await Promise.all([(owned?.stop(config.drainDeadlineMs) ?? Promise.resolve()).then(() => consumers?.drain()), grpc.drain()]);
    },
    async stop() {
      stopping ??= stopParts(starting, config.drainDeadlineMs);
      await stopping;
    },
  };
}

function running(starting: Promise<Running> | undefined): Promise<Running> {
  return starting ?? Promise.reject(new Error("the service has not been started"));
}

async function startParts(settings: Settings, config: BaseConfig, context: BaseContext, role: ChainRole): Promise<Running> {
  const { logger, metrics, link, publisher, store, resources } = context;
  try {
    const checks = { broker: () => link.check(), store: () => store.ping() };
    const ops = resources.use("ops", new OpsServer({ host: config.httpHost, port: config.httpPort, metrics, checks }), (server) =>
      server.stop(),
    );
    const kept = { ...context, shelves: role.shelves ?? [] };
    const services = [...role.grpc, integrityService(kept), privacyService(kept)];
    const grpc = resources.use(
      "grpc",
      new GrpcServer({
        ...{ host: config.grpcHost, port: config.grpcPort, services, logger, metrics, portVariable: "PHM_GRPC_PORT" },
        ...{ credentials: serverCredentials(config), ...admissionOf(config, role.deviceMethods ?? []) },
      }),
      (server) => server.stop(),
    );
    await ensureTopology(link, role.publishes);
    const owned = role.consumes?.owned;
    const consumers =
      role.consumes &&
      (await consumeInOrder({ link, publisher, logger, metrics, ...(owned ? { partitions: "when_told" } : {}), ...role.consumes }));
    if (consumers) await owned?.start(consumers, config.drainDeadlineMs);
    const grpcPort = await grpc.start();
    // Last: what answers on the ops port is ready.
    const httpPort = await ops.start();
    logger.info({ grpcPort, httpPort, config: printableConfig(settings, config) }, "ready");
    return { context, ops, grpc, consumers, owned };
  } catch (error) {
    await resources.close();
    throw error;
  }
}

async function stopParts(starting: Promise<Running> | undefined, deadlineMs: number): Promise<void> {
  const parts = await starting?.catch(() => undefined);
  if (!parts) return;
  await parts.owned?.stop(deadlineMs);
  await parts.consumers?.stop(deadlineMs);
  await parts.context.resources.close();
  parts.context.logger.info("stopped");
}
