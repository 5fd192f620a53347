import { type ClientCalls, createClient } from "@phm/service-kit";
import { grpcAddress, KEEPERS, type Keeper, type SuiteAddressOptions } from "../../suite/suite-addresses.js";

type Descriptor = Parameters<typeof createClient>[0];

/** Long enough to look through all that a service keeps. */
const DEADLINE_MS = 30 * 60_000;

/** Calls the same service of each process that serves it, one after the other. */
export async function forEachService<S extends Descriptor>(
  descriptor: S,
  suite: SuiteAddressOptions,
  call: (calls: ClientCalls<S>, service: Keeper) => Promise<void>,
): Promise<void> {
  for (const service of KEEPERS) await withService(descriptor, suite, service, (calls) => call(calls, service));
}

export async function withService<S extends Descriptor, R>(
  descriptor: S,
  suite: SuiteAddressOptions,
  service: Keeper,
  call: (calls: ClientCalls<S>) => Promise<R>,
): Promise<R> {
  const client = createClient(descriptor, grpcAddress(suite, service), { deadlineMs: DEADLINE_MS });
  try {
    return await call(client.call);
  } finally {
    client.close();
  }
}
