import { AcquisitionService, ARCHIVE_LINK, ArchiveService, ReadingService, RetentionService } from "@phm/contracts";
import { chainService, DEAD_LETTER_STREAM, defineService, linkTopology, methodPath, type Service, sweepService } from "@phm/service-kit";
import { archiveAcquisition } from "./archive/archive-acquisition.js";
import { type IngestConfig, settings } from "./config.js";
import { createContext, type IngestContext } from "./context.js";
import { acquisitionTopology } from "./durability/acquisition-topology.js";
import { findAcquisition } from "./rpc/find-acquisition.js";
import { getAcquisition } from "./rpc/get-acquisition.js";
import { getCoverage } from "./rpc/get-coverage.js";
import { getGaps } from "./rpc/get-gaps.js";
import { getPolicy } from "./rpc/get-policy.js";
import { getUsage } from "./rpc/get-usage.js";
import { holdAcquisition } from "./rpc/hold-acquisition.js";
import { intakeService } from "./rpc/hold-intake.js";
import { listAcquisitions } from "./rpc/list-acquisitions.js";
import { listPins } from "./rpc/list-pins.js";
import { listReadingPoints } from "./rpc/list-reading-points.js";
import { listReadings } from "./rpc/list-readings.js";
import { putPolicy } from "./rpc/put-policy.js";
import { releaseAcquisition } from "./rpc/release-acquisition.js";
import { submit } from "./rpc/submit.js";
import { submitReadings } from "./rpc/submit-readings.js";
import { verifyPins } from "./rpc/verify-pins.js";

/** What sensors, connectors and senders may call where keys are asked for. */
const DEVICE_METHODS = [AcquisitionService.method.submit, ReadingService.method.submitReadings].map((each) => methodPath(each).slice(1));

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
        readingService(context),
        intakeService(context),
        ...retentionServices(context),
      ],
      deviceMethods: DEVICE_METHODS,
      shelves: [context.waveforms],
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
    getGaps: getGaps(catalogue),
  });
}

function readingService({ readings, ingestMetrics, nowNs }: IngestContext) {
  return defineService(ReadingService, {
    submitReadings: submitReadings(readings.book, ingestMetrics),
    listReadings: listReadings(readings.series, readings.points),
    listReadingPoints: listReadingPoints(readings.book, readings.points),
    getCoverage: getCoverage(readings, nowNs),
  });
}

function retentionServices({ archive, retention: { policies, pins, evidenceOf, holds, usage, sweeps } }: IngestContext) {
  const retention = defineService(RetentionService, {
    getPolicy: getPolicy(policies),
    putPolicy: putPolicy(policies),
    getUsage: getUsage(policies, usage),
    listPins: listPins(evidenceOf),
    holdAcquisition: holdAcquisition(holds),
    releaseAcquisition: releaseAcquisition(holds),
    verifyPins: verifyPins(archive, pins),
  });
  return [retention, sweepService(sweeps)];
}
