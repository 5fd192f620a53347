import { IntegrityService, type StoreVerificationEvent, scrubEventFromWire } from "@phm/contracts";
import { createClient } from "@phm/service-kit";
import { grpcAddress, KEEPERS, type SuiteAddressOptions } from "../../suite/suite-addresses.js";
import type { ServiceEvent } from "./print-verification.js";
import { rateOf } from "./rate.js";

export interface VerifySuiteOptions extends SuiteAddressOptions {
  readonly repair: boolean;
  readonly maxRate: string;
}

/** Asks every service of a running suite, one after the other. @throws ServiceError where one does not answer */
export async function* verifySuite({ repair, maxRate, ...suite }: VerifySuiteOptions): AsyncGenerator<ServiceEvent> {
  const request = { repair, maxBytesPerSecond: BigInt(rateOf(maxRate)) };
  for (const service of KEEPERS) for await (const event of verifyService(grpcAddress(suite, service), request)) yield { service, ...event };
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
