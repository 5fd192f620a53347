import { type RetentionService, retentionPolicyFromWire } from "@phm/contracts";
import { checkWords } from "@phm/domain";
import type { MethodHandler } from "@phm/service-kit";
import type { RetentionPolicies } from "../retention/retention-policies.js";
import { recordToWire } from "./get-policy.js";
import { siteOf } from "./site-of.js";

type PutPolicy = MethodHandler<(typeof RetentionService)["method"]["putPolicy"]>;

export function putPolicy(policies: RetentionPolicies): PutPolicy {
  return async (request) => {
    const { policy, actor, expectedVersion } = request;
    checkWords("actor", actor);
    const record = await policies.put(siteOf(request), retentionPolicyFromWire(policy), actor, Number(expectedVersion));
    return { record: recordToWire(record) };
  };
}
