import { randomInt } from "node:crypto";
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
const FIRST_TEST_BASE = 10_000;
const LAST_TEST_BASE = 32_000;

/** The ports of a suite, counted from one base so that a second suite needs one number only. */
export function portsFrom(base: number = DEFAULT_BASE): SuitePorts {
  return arrange(Array.from({ length: 11 }, (_, offset) => base + offset));
}

/**
 * Ports that nobody listens on at this moment, for tests. They lie below the range from which systems take the local ports of outgoing
 * connections: one of those could take a free port before the suite listens on it.
 */
export async function freePorts(): Promise<SuitePorts> {
  for (;;) {
    const ports = portsFrom(randomInt(FIRST_TEST_BASE, LAST_TEST_BASE));
    if ((await takenPort(ports, "127.0.0.1")) === undefined) return ports;
  }
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
