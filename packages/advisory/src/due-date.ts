import { DEFAULT_TIME_SCALE, type MachineTimeScale } from "@phm/diagnostics";
import {
  type Criticality,
  type FailureProbability,
  type MissingPart,
  type PlannedStop,
  type RulEstimate,
  readableDuration,
  secondsBetween,
  type Tier,
  type TimeNs,
} from "@phm/domain";
import { missingPartWords } from "./parts/missing-parts.js";
import { plannedStopWords, stopWithin } from "./planned-stop-choice.js";
import { blockS, defaultHorizonS } from "./tier-rules.js";

/** Chance of failing before the due date that is taken, by what a failure would cost. */
export const ACCEPTED_RISK: Readonly<Record<Criticality, number>> = { low: 0.2, medium: 0.1, high: 0.05 };

/** Where nobody has said how critical a machine is. */
export const DEFAULT_CRITICALITY: Criticality = "medium";

/** The end of the interval that an estimate states itself. */
const P10 = 0.1;

/** What a due date goes by besides the tier. */
export interface DueFacts {
  readonly timeNs: TimeNs;
  readonly prognosis: RulEstimate;
  readonly cadenceS: number | null;
  /** Of the machine's class; default: {@link DEFAULT_TIME_SCALE}. */
  readonly scale?: MachineTimeScale;
  /** Default: {@link DEFAULT_CRITICALITY}. */
  readonly criticality?: Criticality | undefined;
  /** Of the machine and its site, in any order; default: none is known. */
  readonly plannedStops?: readonly PlannedStop[] | undefined;
  /** What the repair needs and is not in stock; default: nothing. */
  readonly missing?: readonly MissingPart[] | undefined;
}

/** By when to act, and why then. */
export interface DueDate {
  /** Seconds from the assessment on. */
  readonly horizonS: number;
  /** The planned stop that it falls on. */
  readonly plannedStop?: PlannedStop;
  /** Accepted chance of failing before; absent where no estimate says what it is. */
  readonly acceptedRisk?: number;
  readonly reasonEn: string;
  readonly reasonZh: string;
}

/**
 * Longest time within which the chance of failing stays at or under `risk`, seconds; undefined where the estimate does not reach so low.
 * Between two horizons of its curve the chance is taken to rise with the logarithm of time, before the first one with time.
 */
export function timeToRiskS(prognosis: RulEstimate, risk: number): number | undefined {
  if (prognosis.status !== "estimate") return undefined;
  if (risk === P10) return prognosis.p10S;
  const { failureWithin = [] } = prognosis;
  const above = failureWithin.findIndex(({ probability }) => probability > risk);
  if (above < 0) return failureWithin.at(-1)?.horizonS;
  const next = failureWithin[above] as FailureProbability;
  const last = failureWithin[above - 1];
  if (last === undefined) return (risk / next.probability) * next.horizonS;
  const share = (risk - last.probability) / (next.probability - last.probability);
  return last.horizonS * (next.horizonS / last.horizonS) ** share;
}

/**
 * The due date of a tier. With an estimate of remaining life: the time by which the chance of having failed reaches what the machine's
 * criticality accepts (5, 10 or 20 %), but at least one block, as less cannot be acted on. Without: by tier, in the machine's own time.
 * Where a planned stop begins before that, the last such stop.
 */
export function dueDate(
  tier: Tier,
  { timeNs, prognosis, cadenceS, scale = DEFAULT_TIME_SCALE, criticality = DEFAULT_CRITICALITY, plannedStops = [], missing = [] }: DueFacts,
): DueDate {
  const leastS = blockS(cadenceS, scale);
  const latest = latestDate(prognosis, criticality, leastS) ?? byTier(defaultHorizonS(tier, cadenceS, scale));
  const stop = stopWithin(plannedStops, timeNs, leastS, latest.horizonS);
  const horizonS = stop === undefined ? latest.horizonS : secondsBetween(timeNs, stop.startNs);
  const words = [plannedStopWords(plannedStops, stop, timeNs), missingPartWords(missing, horizonS)];
  return {
    ...latest,
    horizonS,
    ...(stop === undefined ? {} : { plannedStop: stop }),
    reasonEn: latest.reasonEn + words.map(({ en }) => en).join(""),
    reasonZh: latest.reasonZh + words.map(({ zh }) => zh).join(""),
  };
}

/** By the estimate; undefined where there is none. @param leastS shorter cannot be acted on */
function latestDate(prognosis: RulEstimate, criticality: Criticality, leastS: number): DueDate | undefined {
  const acceptedRisk = ACCEPTED_RISK[criticality];
  const withinS = timeToRiskS(prognosis, acceptedRisk);
  if (withinS === undefined) return undefined;
  const horizonS = Math.max(withinS, leastS);
  const percent = Math.round(100 * acceptedRisk);
  return {
    horizonS,
    acceptedRisk,
    reasonEn: `Within ${readableDuration(horizonS)} the chance of failing reaches ${percent} %, which is accepted at ${criticality} criticality.`,
    reasonZh: `${readableDuration(horizonS, "zh")}内失效概率达到 ${percent} %,为${CRITICALITY_ZH[criticality]}重要度所接受的上限。`,
  };
}

const CRITICALITY_ZH: Readonly<Record<Criticality, string>> = { low: "低", medium: "中", high: "高" };

function byTier(horizonS: number): DueDate {
  return {
    horizonS,
    reasonEn: `No estimate of remaining life: the usual time for this tier, ${readableDuration(horizonS)}.`,
    reasonZh: `无剩余寿命估计:按该等级的惯用时限 ${readableDuration(horizonS, "zh")}。`,
  };
}
