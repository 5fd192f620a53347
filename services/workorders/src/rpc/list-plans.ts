import type { PlanService } from "@phm/contracts";
import { assetId, organisationId, siteId } from "@phm/domain";
import { type MethodHandler, page } from "@phm/service-kit";
import type { PlanBook } from "../plans/plan-book.js";
import { LIST_LIMIT } from "./list-limit.js";
import { planRecordToWire } from "./plan-messages.js";

type ListPlans = MethodHandler<(typeof PlanService)["method"]["listPlans"]>;

export function listPlans(book: PlanBook): ListPlans {
  return async (request) => {
    const { organisation, site, asset, onlyActive } = request;
    const place = { organisation: organisationId(organisation), site: siteId(site), ...(asset === "" ? {} : { asset: assetId(asset) }) };
    const { plans, nextCursor } = await book.list({ ...place, onlyActive }, page(request, LIST_LIMIT));
    return { records: plans.map(planRecordToWire), nextCursor: nextCursor ?? "" };
  };
}
