import { defineService, GrpcServer, Metrics, ServiceError, type ServiceHandlers } from "@phm/service-kit";
import { pino } from "pino";
import { EchoService } from "./echo-service.js";

const HANDLERS: ServiceHandlers<EchoService> = {
  unary: ({ value }) => ({ value }),
  repeatable: ({ value }) => ({ value }),
  count: async function* ({ value }) {
    for (let i = 1; i <= Number(value); i += 1) yield { value: String(i) };
  },
  join: async (requests) => {
    const parts: string[] = [];
    for await (const { value } of requests) parts.push(value);
    return { value: parts.join("+") };
  },
  chat: async ({ requests, send }) => {
    for await (const { value } of requests) {
      if (value === "poison") throw new ServiceError("invalid_argument", "no poison", { field: "value", value, limit: "anything else" });
      await send({ value: `echo ${value}` });
    }
  },
};

/** A server of the echo service on a free port, with handlers replaced where a test wants it. */
export async function startEchoServer(
  handlers: Partial<ServiceHandlers<EchoService>> = {},
  options: { port?: number; maxReceiveBytes?: number; defaultDeadlineMs?: number } = {},
) {
  const metrics = new Metrics("test");
  const server = new GrpcServer({
    host: "127.0.0.1",
    port: 0,
    ...options,
    services: [defineService(EchoService, { ...HANDLERS, ...handlers })],
    logger: pino({ level: "silent" }),
    metrics,
  });
  const port = await server.start();
  return { server, metrics, port, address: `127.0.0.1:${port}` };
}
