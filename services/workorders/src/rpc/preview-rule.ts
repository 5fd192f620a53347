import { type PlanService, ruleFromWire } from "@phm/contracts";
import { addSeconds, type TimeNs } from "@phm/domain";
import { type MethodHandler, page } from "@phm/service-kit";
import { checkRecurrence } from "../plans/recurrence.js";
import { LIST_LIMIT } from "./list-limit.js";

type PreviewRule = MethodHandler<(typeof PlanService)["method"]["previewRule"]>;

const TEN_YEARS_S = 3_660 * 86_400;

/** When a rule is due next, so that somebody can see it before a plan has it: up to ten years ahead. */
export function previewRule(nowNs: () => TimeNs): PreviewRule {
  return async (request) => {
    const recurrence = checkRecurrence(ruleFromWire(request.rule, "rule"), "rule");
    const afterNs = request.afterNs === 0n ? nowNs() : request.afterNs;
    const { limit } = page({ limit: request.limit, cursor: "" }, LIST_LIMIT);
    return { dueNs: recurrence.between(afterNs, addSeconds(afterNs, TEN_YEARS_S), limit) };
  };
}
