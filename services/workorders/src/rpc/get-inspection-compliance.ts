import { type InspectionService, orderRoleCodec } from "@phm/contracts";
import type { OrderRole } from "@phm/domain";
import type { MethodHandler } from "@phm/service-kit";
import type { ComplianceGroup, RoundBook } from "../inspection/round-book.js";
import { sitePlace } from "./site-place.js";

type GetInspectionCompliance = MethodHandler<(typeof InspectionService)["method"]["getInspectionCompliance"]>;

export function getInspectionCompliance(book: RoundBook): GetInspectionCompliance {
  return async (request) => {
    const { fromNs, toNs } = request;
    return { groups: (await book.compliance({ ...sitePlace(request), fromNs, toNs })).map(groupToWire) };
  };
}

function groupToWire({ route, role, person, compliance }: ComplianceGroup) {
  const { roundCount, dueCount, complianceRatio, lateRatio, missedRatio, ...figures } = compliance;
  const ratios = Object.entries({ complianceRatio, lateRatio, missedRatio }).filter(([, ratio]) => ratio !== null);
  return {
    ...{ route: route ?? "", person: person ?? "", roundCount, dueCount, figures },
    ...(role === undefined ? {} : { role: orderRoleCodec.toWire(role as OrderRole) }),
    ...(Object.fromEntries(ratios) as { complianceRatio?: number; lateRatio?: number; missedRatio?: number }),
  };
}
