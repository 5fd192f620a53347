import { relearn } from "@phm/diagnostics";
import { storedTime, type TimeNs } from "@phm/domain";
import { type AssessmentState, initialAssessmentState } from "./assessment-state.js";

/**
 * The machine has been repaired: what was learnt of it is forgotten and what stood against it is gone, up to the repair. How many
 * acquisitions there were, what has ever been found, and faulty sensors stay. Applying it twice is as applying it once.
 * @param atNs time of the repair in the machine's own time base: what starts up to then is not judged
 */
export function relearnBaseline(state: AssessmentState, atNs: TimeNs): AssessmentState {
  const { acquisitions, late, lastNs, expected, sensors, everFindings } = state;
  const condition =
    state.condition === null ? null : { ...state.condition, state: "learning" as const, sinceNs: storedTime(atNs), onsetNs: null };
  return { ...initialAssessmentState(), acquisitions, late, lastNs, expected, sensors, everFindings, condition, detection: relearn(atNs) };
}
