import { FINDING_CONFIDENCE, type MachineTimeScale, machineTimeScale } from "@phm/diagnostics";
import {
  type AssetConfig,
  addSeconds,
  type Finding,
  failureFamily,
  type MissingPart,
  type PlannedStop,
  type Suppression,
  secondsBetween,
  type Tier,
  type TimeNs,
} from "@phm/domain";
import type { AdvisoryState, Statement } from "./advisory-state.js";
import type { AssessmentForAdvice } from "./assessment-for-advice.js";
import { ACCEPTED_RISK, DEFAULT_CRITICALITY, type DueDate, dueDate, timeToRiskS } from "./due-date.js";
import { isGrown, isJudged } from "./judge-statement.js";
import { deliveryS, missingParts, type StockedPart } from "./parts/missing-parts.js";
import { isStopChanged } from "./stop-news.js";
import { suppressionOf } from "./suppressions.js";
import { blockS, defaultHorizonS, higherTier, tierOf } from "./tier-rules.js";

/** A due date that moves ahead by more than this share of the time that was given is news. */
const DUE_MOVED_SHARE = 0.5;

/** What maintenance planning knows beside the machine's condition. */
export interface Planning {
  /** Of the machine and its site: a due date falls on one where the risk allows. */
  readonly plannedStops?: readonly PlannedStop[];
  /** What the site keeps in stock: what a repair needs and is missing makes it more urgent. */
  readonly parts?: readonly StockedPart[];
  /** Of the machine. What is said says that it is suppressed; left out where nobody has asked. */
  readonly suppressions?: readonly Suppression[];
}

/** What would be said about a finding. */
export interface Proposal {
  readonly finding: Finding;
  readonly tier: Tier;
  readonly dueNs: TimeNs;
  readonly due: DueDate;
  readonly missing: readonly MissingPart[];
  /** What keeps an order on it away. */
  readonly suppression?: Suppression;
}

/** What would be said about a finding now, or null where it has been said. */
export function propose(
  state: AdvisoryState,
  finding: Finding,
  seen: AssessmentForAdvice,
  config: AssetConfig,
  planning: Planning,
): Proposal | null {
  if (finding.confidence < FINDING_CONFIDENCE) return null;
  const { condition } = seen;
  const said = state.statements.find((statement) => statement.family === failureFamily(finding.failureMode));
  const held = said && isJudged(said) ? said : undefined;
  const proposal = proposalOf(state, finding, seen, config, planning, held ? undefined : said?.tier);
  const { tier, dueNs, due } = proposal;
  if (held) return isGrown(held, finding, tier, condition) ? proposal : null;
  const isNews =
    !said ||
    tier !== said.tier ||
    isRefined(said, finding) ||
    isDueMoved(said, dueNs, seen, state.cadenceS, machineTimeScale(config)) ||
    isStopChanged(said, due, planning.plannedStops ?? [], condition.timeNs);
  return isNews ? proposal : null;
}

/** @param least the tier that has been said and is not lowered */
function proposalOf(
  { cadenceS }: AdvisoryState,
  finding: Finding,
  { condition, prognosis }: AssessmentForAdvice,
  { ref, criticality = DEFAULT_CRITICALITY, ...config }: AssetConfig,
  { plannedStops, parts = [], suppressions = [] }: Planning,
  least: Tier = "watch",
): Proposal {
  const { timeNs } = condition;
  const scale = machineTimeScale(config);
  const missing = missingParts(parts, ref.asset, finding.failureMode);
  const toRiskS = timeToRiskS(prognosis, ACCEPTED_RISK[criticality]);
  const tier = higherTier(least, tierOf(finding, condition, { toRiskS, deliveryS: deliveryS(missing), cadenceS, scale }));
  const due = dueDate(tier, { timeNs, prognosis, cadenceS, scale, criticality, plannedStops, missing });
  const suppression = suppressionOf(suppressions, { ref, ...finding }, timeNs);
  const proposal = { finding, tier, due, missing, dueNs: addSeconds(timeNs, Math.floor(due.horizonS)) };
  return suppression ? { ...proposal, suppression } : proposal;
}

/** A specific mode refines a general one; between two specific ones the surer one is news. */
function isRefined(said: Statement, finding: Finding): boolean {
  if (finding.failureMode === said.failureMode || finding.failureMode === "degradation_general") return false;
  return said.failureMode === "degradation_general" || finding.confidence > said.confidence;
}

/**
 * An earlier date is news at once, a later one only when the date given has passed, and the tier's usual time with it: a date that
 * slides away with every measurement cannot be planned by.
 */
function isDueMoved(
  said: Statement,
  dueNs: TimeNs,
  { condition: { timeNs }, prognosis }: AssessmentForAdvice,
  cadenceS: number | null,
  scale: MachineTimeScale,
): boolean {
  if (said.tier === "watch" || prognosis.status !== "estimate") return false;
  const sinceS = secondsBetween(BigInt(said.timeNs), timeNs);
  if (sinceS < blockS(cadenceS, scale)) return false;
  if (BigInt(said.dueNs) < timeNs) return sinceS > defaultHorizonS(said.tier, cadenceS, scale);
  const givenS = secondsBetween(BigInt(said.timeNs), BigInt(said.dueNs));
  return secondsBetween(dueNs, BigInt(said.dueNs)) > DUE_MOVED_SHARE * givenS;
}
