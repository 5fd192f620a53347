import {
  type AssessmentMessage,
  alarmFromWire,
  conditionFromWire,
  findingFromWire,
  healthFromWire,
  rulEstimateFromWire,
} from "@phm/contracts";
import { InvalidValue } from "@phm/domain";
import type { AssessmentParts } from "./views/assessment-view.js";

/** Reads predict's answer. @throws InvalidValue when a part that is always sent is missing. */
export function assessmentFromWire(message: AssessmentMessage | undefined): AssessmentParts {
  if (!message?.condition || !message.health || !message.prognosis) {
    throw new InvalidValue("assessment", message?.$typeName, "condition, health and prognosis together");
  }
  return {
    condition: conditionFromWire(message.condition),
    health: healthFromWire(message.health),
    prognosis: rulEstimateFromWire(message.prognosis),
    ...(message.alarm ? { alarm: alarmFromWire(message.alarm) } : {}),
    acquisitions: Number(message.acquisitions),
    late: Number(message.late),
    everFindings: message.everFindings.map(findingFromWire),
  };
}
