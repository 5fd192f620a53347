import { NS_PER_S, type TimeNs } from "@phm/domain";
import type { KeptMark } from "../history/open-log.js";

/** When the spectra of a point are kept. */
export interface KeepRule {
  /** Event time from one to the next. */
  readonly intervalNs: bigint;
  /** Relative change of a level since the last kept ones, up or down, that keeps others before that. */
  readonly changeRatio: number;
}

export type KeepReason = "schedule" | "change";

/** The levels by which a change is judged: the whole signal, what ISO 20816 grades, and what bearing impacts raise first. */
const LEVELS = ["rms", "velocityRmsMmPerS", "envelopeRms"] as const;
/** A level that goes up and down keeps one a minute at most. */
const MIN_CHANGE_SPACING_NS = 60n * NS_PER_S;

export function levelsOf(values: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(LEVELS.flatMap((name) => (values[name] === undefined ? [] : [[name, values[name]]])));
}

/**
 * Why the spectra of an acquisition are to be kept; undefined when they are not. Judged by event time alone, so that live and
 * replayed data keep the same; what is not newer than the last kept ones is not kept.
 */
export function reasonToKeep(
  rule: KeepRule,
  last: KeptMark | undefined,
  timeNs: TimeNs,
  levels: Readonly<Record<string, number>>,
): KeepReason | undefined {
  if (!last) return "schedule";
  const sinceNs = timeNs - BigInt(last.time);
  if (sinceNs >= rule.intervalNs) return "schedule";
  if (sinceNs < MIN_CHANGE_SPACING_NS) return undefined;
  const changed = Object.entries(levels).some(([name, level]) => hasChanged(last.levels[name], level, rule.changeRatio));
  return changed ? "change" : undefined;
}

function hasChanged(before: number | undefined, now: number, ratio: number): boolean {
  return before === undefined || Math.abs(now - before) > ratio * before;
}
