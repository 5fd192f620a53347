import { portsFrom } from "@phm/launcher";
import { type ClientCalls, createClient } from "@phm/service-kit";

export interface SuiteOptions {
  readonly host: string;
  readonly port: string;
}

type Descriptor = Parameters<typeof createClient>[0];

/** Long enough to look through all that a service keeps. */
const DEADLINE_MS = 30 * 60_000;

/** Calls the same service of each process that serves it, one after the other. */
export async function forEachService<S extends Descriptor>(
  descriptor: S,
  { host, port }: SuiteOptions,
  call: (calls: ClientCalls<S>, service: string) => Promise<void>,
): Promise<void> {
  for (const service of Object.keys(portsFrom(Number(port)).grpc))
    await withService(descriptor, { host, port }, service, (calls) => call(calls, service));
}

export async function withService<S extends Descriptor, R>(
  descriptor: S,
  { host, port }: SuiteOptions,
  service: string,
  call: (calls: ClientCalls<S>) => Promise<R>,
): Promise<R> {
  const ports: Readonly<Record<string, number>> = portsFrom(Number(port)).grpc;
  const client = createClient(descriptor, `${host}:${ports[service]}`, { deadlineMs: DEADLINE_MS });
  try {
    return await call(client.call);
  } finally {
    client.close();
  }
}
