import { assetRefToWire } from "@phm/contracts";
import { operation } from "../api/operation.js";
import { PLACE } from "../api/parameters.js";
import { assessmentFromWire } from "../assessment-of.js";
import { assetOf } from "../request-parameters.js";
import { assessment } from "../schemas/assessments.js";
import { requireShown, sharedOf } from "../sharing/shared-request.js";
import { assessmentView } from "../views/assessment-view.js";

/** What is known of a machine now. */
export const assessmentOperations = [
  operation({
    id: "getCondition",
    method: "get",
    path: "/assets/:asset/condition",
    demand: "read",
    shares: "condition",
    tag: "Assets",
    summary: "Condition, health, findings and remaining life of a machine",
    query: PLACE,
    answer: assessment,
    handle: async ({ predict }, { request }) => {
      const answer = await predict.assessment.getAssessment({ ref: assetRefToWire(assetOf(request)) });
      const parts = assessmentFromWire(answer.assessment);
      requireShown(request, parts.condition.timeNs);
      const { rul, ...condition } = assessmentView(parts);
      // Remaining life is a class of its own: who may see the condition may not see it for that.
      return sharedOf(request) ? condition : { ...condition, rul };
    },
  }),
];
