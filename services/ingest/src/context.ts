import { NS_PER_MS } from "@phm/domain";
import { AssetDirectory, type BaseContext, openBaseContext } from "@phm/service-kit";
import { AcquisitionAcceptor } from "./accept/accept-acquisition.js";
import { AcquisitionRegister, REGISTER_COLLECTION, type RegisteredAcquisition } from "./accept/acquisition-register.js";
import type { IngestConfig } from "./config.js";
import { DeadLetters } from "./dead-letters.js";
import { IngestMetrics } from "./metrics.js";

export interface IngestContext extends BaseContext {
  readonly acceptor: AcquisitionAcceptor;
  readonly deadLetters: DeadLetters;
  readonly ingestMetrics: IngestMetrics;
}

export async function createContext(config: IngestConfig): Promise<IngestContext> {
  const base = await openBaseContext(config);
  const { link, publisher, store, logger, metrics, resources } = base;
  const directory = resources.use("directory", await AssetDirectory.open(link), (open) => open.close());
  const register = new AcquisitionRegister(await store.collection<RegisteredAcquisition>(REGISTER_COLLECTION));
  const acceptor = new AcquisitionAcceptor({ directory, register, publisher, nowNs: () => BigInt(Date.now()) * NS_PER_MS });
  return { ...base, acceptor, deadLetters: new DeadLetters(publisher, logger), ingestMetrics: new IngestMetrics(metrics) };
}
