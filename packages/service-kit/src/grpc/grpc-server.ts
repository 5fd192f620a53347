import { setMaxListeners } from "node:events";
import type { ServerHttp2Session } from "node:http2";
import { logVerbosity, Server, ServerCredentials, setLogVerbosity } from "@grpc/grpc-js";
import { HealthImplementation } from "grpc-health-check";
import type { Logger } from "pino";
import { listenError } from "../errors/listen-error.js";
import type { Metrics } from "../metrics/metrics.js";
import { type GrpcService, methodPath } from "./define-service.js";
import type { CallEnvironment } from "./handle-call.js";
import type { Admit } from "./identity/admission.js";
import { callObserver } from "./observe-calls.js";
import { addReflection } from "./reflection.js";
import { implementation, serviceDefinition } from "./service-definition.js";
import { widenConnectionWindows, widenStreamWindow } from "./widen-window.js";

export interface GrpcServerOptions {
  readonly host: string;
  /** 0 takes a free port. */
  readonly port: number;
  readonly services: readonly GrpcService[];
  readonly logger: Logger;
  readonly metrics: Metrics;
  /** Largest request message, bytes. Default: 4 MiB and 64 KiB for what surrounds the samples. */
  readonly maxReceiveBytes?: number;
  /** For unary calls whose caller gave no deadline, ms. Default: 10 s. */
  readonly defaultDeadlineMs?: number;
  /** How the server shows itself and which clients it takes. Default: in the clear, all. */
  readonly credentials?: ServerCredentials;
  /** Where it is, every call but health and reflection needs a key. */
  readonly admit?: Admit;
  /** Name of the port's variable, for the message when it is taken. Default: PHM_GRPC_PORT. */
  readonly portVariable?: string;
}

const DEFAULT_MAX_RECEIVE_BYTES = 4 * 1024 * 1024 + 64 * 1024;
const DEFAULT_DEADLINE_MS = 10_000;
const KEEPALIVE_TIME_MS = 30_000;
const KEEPALIVE_TIMEOUT_MS = 10_000;

/** A gRPC server with health, reflection, deadlines, limits and metrics. `start`, `drain` and `stop` are idempotent. */
export class GrpcServer {
  readonly #server: Server;
  readonly #health = new HealthImplementation({ "": "NOT_SERVING" });
  readonly #draining = new AbortController();
  readonly #sessions = new Set<ServerHttp2Session>();
  #starting: Promise<number> | undefined;
  #drained: Promise<void> | undefined;

  constructor(private readonly options: GrpcServerOptions) {
    // What grpc-js would print on standard error comes back as errors, which are reported once and in our words.
    setLogVerbosity(logVerbosity.NONE);
    this.#server = new Server({
      "grpc.max_receive_message_length": options.maxReceiveBytes ?? DEFAULT_MAX_RECEIVE_BYTES,
      "grpc.keepalive_time_ms": KEEPALIVE_TIME_MS,
      "grpc.keepalive_timeout_ms": KEEPALIVE_TIMEOUT_MS,
      // Two processes on one port would share its calls at random; the second must be told.
      "grpc.so_reuseport": 0,
      "grpc.enable_channelz": 0,
    });
    // Every open stream listens.
    setMaxListeners(0, this.#draining.signal);
    widenStreamWindow(this.#server);
    const environment = this.#environment();
    for (const service of options.services)
      this.#server.addService(serviceDefinition(service.descriptor), implementation(service, environment));
    this.#health.addToServer(this.#server);
    addReflection(
      this.#server,
      options.services.map((service) => service.descriptor),
    );
  }

  /** Binds and serves; gives the port. Rejects with `failed_precondition` naming the port when it is taken. */
  start(): Promise<number> {
    this.#starting ??= this.#bind();
    return this.#starting;
  }

  /** Refuses new calls, tells open streams to finish, and waits for the calls under way. */
  drain(): Promise<void> {
    this.#drained ??= this.#shutDown();
    return this.#drained;
  }

  /** Cuts the calls that are still open. */
  async stop(): Promise<void> {
    this.#draining.abort();
    this.#server.forceShutdown();
    // With channelz off, grpc-js forgets its sessions here.
    for (const session of this.#sessions) session.destroy();
  }

  async #shutDown(): Promise<void> {
    this.#setServing(false);
    this.#draining.abort();
    await new Promise<void>((resolve, reject) => this.#server.tryShutdown((error) => (error ? reject(error) : resolve())));
  }

  async #bind(): Promise<number> {
    const {
      host,
      port,
      portVariable = "PHM_GRPC_PORT",
      metrics,
      services,
      credentials = ServerCredentials.createInsecure(),
    } = this.options;
    const address = host.includes(":") ? `[${host}]:${port}` : `${host}:${port}`;
    const bound = await new Promise<number>((resolve, reject) =>
      this.#server.bindAsync(address, credentials, (error, boundPort) =>
        error ? reject(listenError(host, port, portVariable, error)) : resolve(boundPort),
      ),
    );
    const methods = services.flatMap((service) => service.descriptor.methods.map(methodPath));
    const observe = callObserver(metrics, new Set(methods));
    widenConnectionWindows(this.#server, (session) => {
      this.#sessions.add(session);
      session.once("close", () => this.#sessions.delete(session));
      observe(session);
    });
    this.#setServing(true);
    return bound;
  }

  #setServing(serving: boolean): void {
    for (const name of ["", ...this.options.services.map((service) => service.descriptor.typeName)]) {
      this.#health.setStatus(name, serving ? "SERVING" : "NOT_SERVING");
    }
  }

  #environment(): CallEnvironment {
    const { logger, admit, defaultDeadlineMs = DEFAULT_DEADLINE_MS } = this.options;
    return {
      ...(admit && { admit }),
      defaultDeadlineMs,
      draining: this.#draining.signal,
      onFailure: (method, error) => {
        if (error.code === "internal") logger.error({ method, err: error.cause ?? error }, "call failed");
        else logger.debug({ method, code: error.code, reason: error.reason, err: error.message }, "call refused");
      },
    };
  }
}
