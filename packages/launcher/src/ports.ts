import { createServer } from "node:net";

export const SERVICE_NAMES = ["ingest", "features", "predict", "workorders", "gateway"] as const;
export type ServiceName = (typeof SERVICE_NAMES)[number];

/** Every port that one suite listens on. */
export interface SuitePorts {
  readonly nats: number;
  /** REST API and console. */
  readonly api: number;
  readonly grpc: Readonly<Record<Exclude<ServiceName, "gateway">, number>>;
  /** Health, readiness and metrics. */
  readonly ops: Readonly<Record<ServiceName, number>>;
}

const DEFAULT_BASE = 7400;

/** The ports of a suite, counted from one base so that a second suite needs one number only. */
export function portsFrom(base: number = DEFAULT_BASE): SuitePorts {
  return arrange(Array.from({ length: 11 }, (_, offset) => base + offset));
}

/** Ports that nobody listens on at this moment, for tests. */
export async function freePorts(): Promise<SuitePorts> {
  const held = await Promise.all(Array.from({ length: 11 }, () => holdAnyPort()));
  const ports = held.map(({ port }) => port);
  await Promise.all(held.map(({ release }) => release()));
  return arrange(ports);
}

function arrange(ports: readonly number[]): SuitePorts {
  const [api, ingest, features, predict, workorders, nats, ...ops] = ports as [number, number, number, number, number, number, ...number[]];
  const [opsIngest, opsFeatures, opsPredict, opsWorkorders, opsGateway] = ops as [number, number, number, number, number];
  return {
    nats,
    api,
    grpc: { ingest, features, predict, workorders },
    ops: { ingest: opsIngest, features: opsFeatures, predict: opsPredict, workorders: opsWorkorders, gateway: opsGateway },
  };
}

async function holdAnyPort(): Promise<{ port: number; release: () => Promise<void> }> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => server.once("error", reject).listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("a listening TCP server has an address with a port");
  return { port: address.port, release: () => new Promise((resolve) => server.close(() => resolve())) };
}

function namedPorts(ports: SuitePorts): [string, number][] {
  return [
    ["the API", ports.api],
    ["the broker", ports.nats],
    ...Object.entries(ports.grpc).map(([service, port]): [string, number] => [`${service} (gRPC)`, port]),
    ...Object.entries(ports.ops).map(([service, port]): [string, number] => [`${service} (health and metrics)`, port]),
  ];
}

/** The first port that somebody else listens on, with what we need it for. */
export async function takenPort(ports: SuitePorts, host: string): Promise<{ purpose: string; port: number } | undefined> {
  for (const [purpose, port] of namedPorts(ports)) {
    if (!(await isFree(port, host))) return { purpose, port };
  }
  return undefined;
}

function isFree(port: number, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", () => resolve(false));
    probe.listen(port, host, () => probe.close(() => resolve(true)));
  });
}
