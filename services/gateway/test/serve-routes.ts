import { type ClientCalls, createClient, createLogger, GrpcServer, type GrpcService, HttpServer, Metrics } from "@phm/service-kit";
import express, { type Router } from "express";
import { mount } from "../src/api/mount.js";
import type { Operation } from "../src/api/operation.js";
import type { GatewayContext } from "../src/context.js";
import { sendProblem } from "../src/problem.js";

type AnyService = Parameters<typeof createClient>[0];

export interface ServedRoutes {
  /** Up to and with `/api/v1`. */
  readonly url: string;
  stop(): Promise<void>;
}

/**
 * Routes behind a real HTTP server, which ask over real gRPC a service that a test plays.
 * Answers that their schema forbids are failures here.
 * @param contextOf the part of the gateway's context that the routes use, from the calls of the service
 */
export async function serveRoutes<S extends AnyService>(
  service: S,
  played: GrpcService,
  contextOf: (calls: ClientCalls<S>) => object,
  ...routes: readonly (((context: GatewayContext) => Router) | readonly Operation[])[]
): Promise<ServedRoutes> {
  const logger = createLogger({ service: "test", level: "silent" });
  const grpc = new GrpcServer({ host: "127.0.0.1", port: 0, services: [played], logger, metrics: new Metrics("test") });
  const client = createClient(service, `127.0.0.1:${await grpc.start()}`, { idempotent: true });
  const app = express();
  const context = { ...contextOf(client.call), checksAnswers: true } as unknown as GatewayContext;
  for (const each of routes) app.use("/api/v1", typeof each === "function" ? each(context) : mount(context, each));
  app.use(sendProblem(logger));
  const http = new HttpServer({ host: "127.0.0.1", port: 0, app, portVariable: "PHM_API_PORT" });
  return {
    url: `http://127.0.0.1:${await http.start()}/api/v1`,
    stop: async () => {
      await http.stop();
      client.close();
      await grpc.stop();
    },
  };
}
