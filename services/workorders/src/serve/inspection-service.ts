import { InspectionService } from "@phm/contracts";
import { defineService, type GrpcService } from "@phm/service-kit";
import type { InspectionParts } from "../inspection/open-inspection.js";
import { findMissingPhotos } from "../rpc/find-missing-photos.js";
import { getInspectionCompliance } from "../rpc/get-inspection-compliance.js";
import { getRound } from "../rpc/get-round.js";
import { getRoute } from "../rpc/get-route.js";
import { getStandard } from "../rpc/get-standard.js";
import { getStandardHistory } from "../rpc/get-standard-history.js";
import { listLapses } from "../rpc/list-lapses.js";
import { listReadings } from "../rpc/list-readings.js";
import { listRounds } from "../rpc/list-rounds.js";
import { listRoutes } from "../rpc/list-routes.js";
import { listStandards } from "../rpc/list-standards.js";
import { putPhoto } from "../rpc/put-photo.js";
import { putRoute } from "../rpc/put-route.js";
import { putStandard } from "../rpc/put-standard.js";
import { readPhoto } from "../rpc/read-photo.js";
import { uploadEntries } from "../rpc/upload-entries.js";
import { withdrawRoute } from "../rpc/withdraw-route.js";
import { withdrawStandard } from "../rpc/withdraw-standard.js";

export function inspectionService({ inspection }: { readonly inspection: InspectionParts }): GrpcService {
  const { planner, standards, routes, rounds, photos } = inspection;
  return defineService(InspectionService, {
    putStandard: putStandard(planner),
    withdrawStandard: withdrawStandard(planner),
    getStandard: getStandard(standards),
    listStandards: listStandards(standards),
    getStandardHistory: getStandardHistory(standards),
    putRoute: putRoute(planner),
    withdrawRoute: withdrawRoute(planner),
    getRoute: getRoute(inspection),
    listRoutes: listRoutes(routes),
    listRounds: listRounds(rounds),
    getRound: getRound(inspection),
    uploadEntries: uploadEntries(inspection),
    putPhoto: putPhoto(photos),
    readPhoto: readPhoto(photos),
    findMissingPhotos: findMissingPhotos(photos),
    listReadings: listReadings(inspection),
    listLapses: listLapses(rounds),
    getInspectionCompliance: getInspectionCompliance(rounds),
  });
}
