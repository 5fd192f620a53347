import express, { type Express } from "express";
import { collectDefaultMetrics } from "prom-client";
import { ServiceError } from "../errors/service-error.js";
import { withinDeadline } from "../lifecycle/within-deadline.js";
import type { Metrics } from "../metrics/metrics.js";
import { HttpServer } from "./http-server.js";

/** Resolves when the dependency answers; rejects with the reason. */
export type DependencyCheck = () => Promise<void>;

export interface OpsServerOptions {
  readonly host: string;
  /** 0 takes a free port. */
  readonly port: number;
  readonly metrics: Metrics;
  /** What the service cannot work without, by name. */
  readonly checks: Readonly<Record<string, DependencyCheck>>;
  /** Longest time for one check, ms. Default: 2 s. */
  readonly checkDeadlineMs?: number;
  /** Name of the port's variable, for the message when it is taken. Default: PHM_HTTP_PORT. */
  readonly portVariable?: string;
}

const DEFAULT_CHECK_DEADLINE_MS = 2_000;

/** `/healthz` (the process lives), `/readyz` (its dependencies answer), `/metrics`, `/metrics/registry` (what each metric is). `start` and `stop` are idempotent. */
export class OpsServer {
  readonly #server: HttpServer;
  #draining = false;

  constructor(private readonly options: OpsServerOptions) {
    const { host, port, portVariable = "PHM_HTTP_PORT" } = options;
    // Memory, CPU, event loop: of the process, so without a service's prefix.
    collectDefaultMetrics({ register: options.metrics.registry });
    this.#server = new HttpServer({ host, port, portVariable, app: this.#app() });
  }

  /** Gives the port. Rejects with `failed_precondition` naming port and variable when it is taken. */
  start(): Promise<number> {
    return this.#server.start();
  }

  /** From now on `/readyz` says no, so that no new work is sent here. */
  drain(): void {
    this.#draining = true;
  }

  stop(): Promise<void> {
    return this.#server.stop();
  }

  #app(): Express {
    const { metrics } = this.options;
    const { registry } = metrics;
    const app = express().disable("x-powered-by").disable("etag");
    app.get("/healthz", (_request, response) => {
      response.json({ status: "alive" });
    });
    app.get("/readyz", async (_request, response) => {
      const failing = await this.#failing();
      response.status(failing.length === 0 ? 200 : 503).json({ status: failing.length === 0 ? "ready" : "not_ready", failing });
    });
    app.get("/metrics", async (_request, response) => {
      response.type(registry.contentType).send(await registry.metrics());
    });
    app.get("/metrics/registry", (_request, response) => {
      response.json(metrics.described());
    });
    return app;
  }

  async #failing(): Promise<{ name: string; reason: string }[]> {
    const { checks, checkDeadlineMs = DEFAULT_CHECK_DEADLINE_MS } = this.options;
    const results = await Promise.all(
      Object.entries(checks).map(async ([name, check]) => {
        try {
          await withinDeadline(check(), checkDeadlineMs);
          return [];
        } catch (error) {
          return [{ name, reason: ServiceError.from(error).message }];
        }
      }),
    );
    return [...(this.#draining ? [{ name: "service", reason: "it is shutting down" }] : []), ...results.flat()];
  }
}
