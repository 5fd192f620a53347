import { type AssessmentService, assetRefFromWire } from "@phm/contracts";
import { assetKey } from "@phm/domain";
import { type Collection, type MethodHandler, ServiceError } from "@phm/service-kit";
import { type AlarmBook, alarmMessage } from "../alarms/alarm-book.js";
import { type AssetState, currentAssessment } from "../assess/asset-state.js";
import type { LateAcquisitions } from "../assess/late-acquisitions.js";

type GetAssessment = MethodHandler<(typeof AssessmentService)["method"]["getAssessment"]>;

/** What stands now. An asset of which no features have come is `not_found`. */
export function getAssessment(states: Collection<AssetState>, late: LateAcquisitions, alarms: AlarmBook): GetAssessment {
  return async (request) => {
    const ref = assetRefFromWire(request.ref);
    const [stored, lateCount, alarm] = await Promise.all([states.get(assetKey(ref)), late.count(ref), alarms.find(ref)]);
    if (!stored)
      throw new ServiceError("not_found", `nothing has been assessed of ${assetKey(ref)}`, { field: "ref", value: assetKey(ref) });
    const assessment = { ...currentAssessment(stored.value), late: BigInt(lateCount) };
    return { assessment: alarm ? { ...assessment, alarm: alarmMessage(alarm) } : assessment };
  };
}
