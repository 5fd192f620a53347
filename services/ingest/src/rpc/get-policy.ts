import { create } from "@bufbuild/protobuf";
import { type PolicyRecordMessage, PolicyRecordSchema, type RetentionService, retentionPolicyToWire } from "@phm/contracts";
import type { MethodHandler } from "@phm/service-kit";
import type { PolicyRecord, RetentionPolicies } from "../retention/retention-policies.js";
import { siteOf } from "./site-of.js";

type GetPolicy = MethodHandler<(typeof RetentionService)["method"]["getPolicy"]>;

export function getPolicy(policies: RetentionPolicies): GetPolicy {
  return async (request) => ({ record: recordToWire(await policies.get(siteOf(request))) });
}

export function recordToWire({ policy, version, actor, changedNs }: PolicyRecord): PolicyRecordMessage {
  return create(PolicyRecordSchema, { policy: retentionPolicyToWire(policy), version: BigInt(version), actor, changedNs });
}
