import type { TimeNs } from "@phm/domain";
import type { PlanProgress } from "./plan-sight.js";

/** What a plan begins with: what was due before is not its own. */
export function initialProgress(nowNs: TimeNs): PlanProgress {
  return { era: 1, throughNs: nowNs };
}

/** The progress of a plan whose trigger has changed: what was ordered stays, and what must be done before the next one still must. */
export function progressWith(progress: PlanProgress, nowNs: TimeNs): PlanProgress {
  const { era, open, baseNs } = progress;
  return { era: era + 1, throughNs: nowNs, ...(open === undefined ? {} : { open }), ...(baseNs === undefined ? {} : { baseNs }) };
}
