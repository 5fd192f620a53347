import { machineTimeScale } from "@phm/diagnostics";
import {
  type AssetConfig,
  type BilingualText,
  type ConditionCourse,
  type ConditionFigures,
  type ConditionLevel,
  failureFamily,
  formatTimeNs,
  isStanding,
  laterTime,
  type ProofResult,
  secondsBetween,
  type TimeNs,
  type WorkOrder,
  ZONES,
} from "@phm/domain";
import type { AssessmentForAdvice } from "../assessment-for-advice.js";
import { type NewEvent, withEvents } from "../order-history.js";
import { blockS } from "../tier-rules.js";

const ACTOR = "condition";
/** A level that has grown by less than this since the worst is not noted again. */
const WORSE_RATIO = 1.05;
/** A level is better when it has fallen by a quarter, as a change counts from a quarter on (ISO 20816-1, significant change). */
const BETTER_RATIO = 0.75;
/** How urgent a condition is: what is not listed says nothing about the machine. */
const SEVERITY: Readonly<Partial<Record<ConditionLevel, number>>> = { normal: 0, alert: 1, alarm: 2 };

/** Whether the order's condition is worth following: it stands, or has ended with work whose effect is not known yet. */
export function isFollowed(order: WorkOrder): boolean {
  return isStanding(order) || (order.work?.doneNs !== undefined && order.course?.result === "not_yet_known");
}

/**
 * The order after an assessment of its machine: what the condition was when it was opened and at its worst, what it is after the work, and
 * whether it may be closed because the condition is normal again. Figures that grow are noted without an event; only what is news is one.
 * @param cadenceS usual distance of assessments, seconds
 * @param config of the machine: by the time scale of its class, what has held for a block is believed
 * @returns the same object when nothing changed
 */
export function followCourse(
  order: WorkOrder,
  seen: AssessmentForAdvice,
  cadenceS: number | null,
  config: Pick<AssetConfig, "timeScale">,
): WorkOrder {
  if (!isFollowed(order) || seen.condition.timeNs < order.openedNs) return order;
  const before = withFiguresBefore(order, figuresOf(order, seen));
  const heldS = blockS(cadenceS, machineTimeScale(config));
  return withSuggestion(withProof(before, seen, heldS), seen, heldS);
}

function figuresOf(order: WorkOrder, { condition, health }: AssessmentForAdvice): ConditionFigures {
  const { timeNs, state, levelRatio, zone } = condition;
  const found = health.findings.filter(({ failureMode }) => failureFamily(failureMode) === order.failureFamily);
  const confidence = found.length > 0 ? Math.max(...found.map((each) => each.confidence)) : null;
  return { timeNs, state, levelRatio, zone, confidence };
}

function withFiguresBefore(order: WorkOrder, figures: ConditionFigures): WorkOrder {
  const { course } = order;
  if (!course) return isStanding(order) ? { ...order, course: { opening: figures, worst: figures, result: "not_yet_known" } } : order;
  const isBefore = order.work?.doneNs === undefined || figures.timeNs <= order.work.doneNs;
  return isBefore && isWorse(figures, course.worst) ? { ...order, course: { ...course, worst: figures } } : order;
}

const zoneRank = ({ zone }: ConditionFigures): number => (zone === null ? -1 : ZONES.indexOf(zone));

/** By zone, then by state, then by level; what says nothing about the machine is never worse. */
function isWorse(now: ConditionFigures, worst: ConditionFigures): boolean {
  const [severity, worstSeverity] = [SEVERITY[now.state], SEVERITY[worst.state] ?? -1];
  if (severity === undefined || zoneRank(now) < zoneRank(worst)) return false;
  if (zoneRank(now) > zoneRank(worst) || severity > worstSeverity) return true;
  return severity === worstSeverity && (now.levelRatio ?? 0) > WORSE_RATIO * (worst.levelRatio ?? 0);
}

/** Whether the state has stood so long since a time: what has just begun may not last. */
function hasHeld({ condition }: AssessmentForAdvice, fromNs: TimeNs, heldS: number): boolean {
  return secondsBetween(laterTime(condition.sinceNs, fromNs), condition.timeNs) >= heldS;
}

function withProof(order: WorkOrder, seen: AssessmentForAdvice, heldS: number): WorkOrder {
  const { course, work } = order;
  if (!course || work?.doneNs === undefined || course.result !== "not_yet_known") return order;
  const after = figuresOf(order, seen);
  if (!isTelling(order, after) || !hasHeld(seen, work.doneNs, heldS)) return order;
  const result = proofOf(order, course, after);
  const note = `${result}: ${shown(course.worst)} -> ${shown(after)}`;
  return withEvent({ ...order, course: { ...course, after, result } }, { timeNs: after.timeNs, kind: "proved", actor: ACTOR, note });
}

/** A machine that is learnt, or whose sensor is broken, shows nothing; a sensor shows whether it works. */
function isTelling({ failureFamily: family }: WorkOrder, { state, levelRatio }: ConditionFigures): boolean {
  return family === "sensor" || (SEVERITY[state] !== undefined && levelRatio !== null);
}

/**
 * A zone that is higher than at the worst is not better, whatever the level is taken over: after a repair that is a new reference. Else
 * better is normal, a lower zone, or a level that has fallen by a quarter.
 */
function proofOf({ failureFamily: family }: WorkOrder, { worst }: ConditionCourse, after: ConditionFigures): ProofResult {
  if (family === "sensor") return after.state === "sensor_fault" ? "same" : "better";
  const zones = after.zone === null || worst.zone === null ? 0 : zoneRank(after) - zoneRank(worst);
  if (zones !== 0) return zones < 0 ? "better" : "same";
  const hasFallen = worst.levelRatio !== null && after.levelRatio !== null && after.levelRatio <= BETTER_RATIO * worst.levelRatio;
  return after.state === "normal" || hasFallen ? "better" : "same";
}

function shown({ state, levelRatio, zone }: ConditionFigures): string {
  const level = levelRatio === null ? "" : `, level ${Number(levelRatio.toPrecision(3))}`;
  return `${state}${level}${zone === null ? "" : `, zone ${zone}`}`;
}

function withSuggestion(order: WorkOrder, seen: AssessmentForAdvice, heldS: number): WorkOrder {
  if (!isStanding(order) || order.work?.doneNs !== undefined) return order;
  const { timeNs, state } = seen.condition;
  if (order.suggestsClosing) {
    const { suggestsClosing: _, ...standing } = order;
    return isBack(order, state) ? withEvent(standing, { timeNs, kind: "came_back", actor: ACTOR, note: state }) : order;
  }
  // What no prediction has called for cannot be called off by the condition.
  if (!order.latest || !isCalm(order, state) || !hasHeld(seen, order.latest.timeNs, heldS)) return order;
  const suggestsClosing = suggestion(order, seen);
  return withEvent({ ...order, suggestsClosing }, { timeNs, kind: "fell_back", actor: ACTOR, note: suggestsClosing.en });
}

const isCalm = ({ failureFamily: family }: WorkOrder, state: ConditionLevel): boolean =>
  family === "sensor" ? state !== "sensor_fault" : state === "normal";
const isBack = ({ failureFamily: family }: WorkOrder, state: ConditionLevel): boolean =>
  family === "sensor" ? state === "sensor_fault" : state === "alert" || state === "alarm";

function suggestion({ failureFamily: family }: WorkOrder, { condition }: AssessmentForAdvice): BilingualText {
  const since = formatTimeNs(condition.sinceNs);
  return family === "sensor"
    ? { en: `no sensor fault since ${since}`, zh: `自 ${since} 起传感器恢复正常` }
    : { en: `the condition has been normal since ${since}`, zh: `自 ${since} 起状态恢复正常` };
}

function withEvent(order: WorkOrder, event: NewEvent): WorkOrder {
  return { ...order, ...withEvents(order, [event]) };
}
