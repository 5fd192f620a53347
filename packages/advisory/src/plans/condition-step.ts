import { addSeconds, type ConditionState, type ConditionTrigger, ZONES } from "@phm/domain";
import type { ConditionMarks, PlanProgress, PlanSight, PlanStep } from "./plan-sight.js";
import { laterLook } from "./plan-time.js";

const S_PER_HOUR = 3_600;
const LEVELS = ["alert", "alarm"] as const;

/** What a machine's condition calls for: once each time that it comes to be so, and not again before that work has ended. */
export function conditionStep({ reaches, heldHours }: ConditionTrigger, progress: PlanProgress, sight: PlanSight): PlanStep {
  const { nowNs, isIdle, condition, openEndedNs } = sight;
  const standing = openEndedNs === undefined ? progress : withoutOpen(progress);
  const wait: PlanStep = { progress: standing, occurrences: [], lookNs: laterLook(nowNs) };
  const sinceNs = condition?.[reaches];
  if (standing.open !== undefined || isIdle || sinceNs === undefined || sinceNs === standing.actedOnNs) return wait;
  if (addSeconds(sinceNs, heldHours * S_PER_HOUR) > nowNs) return wait;
  const id = `c${standing.era}-${sinceNs}`;
  return { ...wait, progress: { ...standing, open: id, actedOnNs: sinceNs }, occurrences: [{ id, dueNs: nowNs, fate: "ordered" }] };
}

function withoutOpen({ open: _, ...progress }: PlanProgress): PlanProgress {
  return progress;
}

/**
 * Since when the machine has been at least as bad as each level and zone, after a further condition. A broken sensor, or a machine that is
 * learnt, says nothing. @returns the same object where nothing changed
 */
export function conditionMarks(
  before: ConditionMarks,
  { state, zone, timeNs }: Pick<ConditionState, "state" | "zone" | "timeNs">,
): ConditionMarks {
  if (state === "sensor_fault" || state === "learning") return before;
  const levels = LEVELS.map((level) => [level, state === "alarm" || state === level] as const);
  const zones = (["B", "C", "D"] as const).map((each) => [each, zone !== null && ZONES.indexOf(zone) >= ZONES.indexOf(each)] as const);
  const marks = Object.fromEntries([...levels, ...zones].flatMap(([name, holds]) => (holds ? [[name, before[name] ?? timeNs]] : [])));
  const isSame = [...levels, ...zones].every(([name, holds]) => holds === (before[name] !== undefined));
  return isSame ? before : marks;
}
