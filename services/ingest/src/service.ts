import { AcquisitionService, ARCHIVE_LINK, ArchiveService } from "@phm/contracts";
import { chainService, DEAD_LETTER_STREAM, defineService, linkTopology, type Service } from "@phm/service-kit";
import { archiveAcquisition } from "./archive/archive-acquisition.js";
import { type IngestConfig, settings } from "./config.js";
import { createContext, type IngestContext } from "./context.js";
import { acquisitionTopology } from "./durability/acquisition-topology.js";
import { findAcquisition } from "./rpc/find-acquisition.js";
import { getAcquisition } from "./rpc/get-acquisition.js";
import { listAcquisitions } from "./rpc/list-acquisitions.js";
import { submit } from "./rpc/submit.js";

export function createIngest(config: IngestConfig): Service {
  return chainService(
    settings,
    config,
    () => createContext(config),
    (context) => ({
      publishes: [...acquisitionTopology(config.durability), { stream: DEAD_LETTER_STREAM, consumers: [] }],
      grpc: [
        defineService(AcquisitionService, { submit: submit({ ...context, ...config, metrics: context.ingestMetrics }) }),
        archiveService(context),
      ],
      consumes: {
        topology: [linkTopology(ARCHIVE_LINK)],
        handle: archiveAcquisition(context.archive, context.ingestMetrics),
        link: context.archiveLink,
      },
    }),
  );
}

function archiveService({ archive, catalogue }: IngestContext) {
  return defineService(ArchiveService, {
    listAcquisitions: listAcquisitions(catalogue),
    getAcquisition: getAcquisition(archive),
    findAcquisition: findAcquisition(catalogue),
  });
}
