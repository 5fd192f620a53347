import type { InspectionService } from "@phm/contracts";
import type { MethodHandler } from "@phm/service-kit";
import type { InspectionParts } from "../inspection/open-inspection.js";
import { roundKeyOf, roundToWire, standardToWire } from "./inspection-messages.js";

type GetRound = MethodHandler<(typeof InspectionService)["method"]["getRound"]>;

export function getRound({ rounds, standards }: Pick<InspectionParts, "rounds" | "standards">): GetRound {
  return async (request) => {
    const record = await rounds.get(roundKeyOf(request));
    const { organisation, site, items } = record.round;
    const found = await Promise.all(items.map(({ point }) => standards.get({ organisation, site, code: point })));
    return { round: roundToWire(record, rounds.nowNs()), standards: found.map(standardToWire) };
  };
}
