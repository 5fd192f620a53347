import { IntegrityService, type StoreVerificationEvent, scrubEventFromWire } from "@phm/contracts";
import { portsFrom } from "@phm/launcher";
import { createClient } from "@phm/service-kit";
import type { ServiceEvent } from "./print-verification.js";
import { rateOf } from "./rate.js";

export interface VerifySuiteOptions {
  readonly host: string;
  readonly port: string;
  readonly repair: boolean;
  readonly maxRate: string;
}

/** Asks every service of a running suite, one after the other. @throws ServiceError where one does not answer */
export async function* verifySuite({ host, port, repair, maxRate }: VerifySuiteOptions): AsyncGenerator<ServiceEvent> {
  const request = { repair, maxBytesPerSecond: BigInt(rateOf(maxRate)) };
  for (const [service, at] of Object.entries(portsFrom(Number(port)).grpc)) {
    for await (const event of verifyService(`${host}:${at}`, request)) yield { service, ...event };
  }
}

async function* verifyService(
  address: string,
  request: { readonly repair: boolean; readonly maxBytesPerSecond: bigint },
): AsyncGenerator<StoreVerificationEvent> {
  const client = createClient(IntegrityService, address);
  try {
    for await (const message of client.call.verify(request)) {
      const event = scrubEventFromWire(message);
      if (event) yield event;
    }
  } finally {
    client.close();
  }
}
