import { create } from "@bufbuild/protobuf";
import { assetId, checkPlannedStop, InvalidValue, organisationId, type PlannedStop, siteId } from "@phm/domain";
import * as wire from "../gen/phm/planning/v1/planning_pb.js";

export function plannedStopToWire({ asset, ...stop }: PlannedStop): wire.PlannedStop {
  return create(wire.PlannedStopSchema, { ...stop, asset: asset ?? "" });
}

/** @throws InvalidValue naming the field that breaks a rule */
export function plannedStopFromWire(message: wire.PlannedStop | undefined): PlannedStop {
  if (!message) throw new InvalidValue("stop", undefined, "present");
  const { id, organisation, site, asset, startNs, endNs, source, note } = message;
  const place = { organisation: organisationId(organisation), site: siteId(site), ...(asset ? { asset: assetId(asset) } : {}) };
  const stop = { id, ...place, startNs, endNs, source, note };
  checkPlannedStop(stop);
  return stop;
}
