import { AcquisitionService, LINK_STREAMS } from "@phm/contracts";
import { chainService, DEAD_LETTER_STREAM, defineService, linkTopology, type Service } from "@phm/service-kit";
import { type IngestConfig, settings } from "./config.js";
import { createContext } from "./context.js";
import { submit } from "./rpc/submit.js";

export function createIngest(config: IngestConfig): Service {
  return chainService(
    settings,
    config,
    () => createContext(config),
    ({ acceptor, deadLetters, ingestMetrics }) => ({
      publishes: [linkTopology(LINK_STREAMS.acquisition), { stream: DEAD_LETTER_STREAM, consumers: [] }],
      grpc: [defineService(AcquisitionService, { submit: submit({ acceptor, deadLetters, metrics: ingestMetrics }) })],
    }),
  );
}
