import type { Evidence, FailureMode, Finding, OperatingConditions, Tier, Unjudged } from "@phm/domain";
import { formatTimeNs } from "@phm/domain";
import type { PipelineState } from "./pipeline-state.js";
import { type AssessmentSummary, summariseAssessment } from "./summarise-assessment.js";

/** The latest advisories that a line shows, so that it stays bounded. */
export const MAX_SHOWN_ADVISORIES = 40;

/** The parts of an asset's line, from wherever they come: the offline state, or the REST API of a running suite. Times are RFC 3339. */
export interface AnalysisParts {
  readonly asset: string;
  readonly acquisitions: number;
  readonly condition: AssessmentSummary["condition"];
  readonly onset: AssessmentSummary["onset"];
  readonly findings: readonly Finding[];
  readonly everFindings: readonly Finding[];
  readonly unjudged: readonly Unjudged[];
  readonly rul: Partial<AssessmentSummary["rul"]> & Pick<AssessmentSummary["rul"], "status" | "reason" | "reasonZh">;
  readonly advisories: readonly { readonly time: string; readonly tier: Tier; readonly failureMode: FailureMode }[];
  readonly workOrders: readonly {
    readonly id: string;
    readonly openedAt: string;
    readonly component: string;
    readonly failureMode: FailureMode;
    readonly tier: Tier;
    readonly dueAt: string;
  }[];
}

/** Fields in a fixed order, absent ones left out, so that equal evidence gives equal bytes wherever it has travelled. */
function evidenceLine(evidence: Evidence): object {
  const { kind, label, frequencyHz, order, snrDb, harmonics, value, limit } = evidence;
  return { kind, ...known({ label, frequencyHz, order, snrDb, harmonics, value, limit }) };
}

function conditionsLine({ speedRpm, loadN, currentA }: OperatingConditions): object {
  return known({ speedRpm, loadN, currentA });
}

function known(fields: object): object {
  return Object.fromEntries(Object.entries(fields).filter(([, field]) => field !== undefined && field !== null));
}

function findingLine(finding: Finding): object {
  const { failureMode, point, confidence, rank, evidence, counterEvidence, reasonEn, reasonZh } = finding;
  const observed = { evidence: evidence.map(evidenceLine), counterEvidence: counterEvidence.map(evidenceLine) };
  const { wear, seenAt } = finding;
  const further = {
    ...(wear ? { wear: { stage: wear.stage, evidence: wear.evidence.map(evidenceLine) } } : {}),
    ...(seenAt ? { seenAt: conditionsLine(seenAt) } : {}),
  };
  return { failureMode, point, confidence, rank, ...observed, reasonEn, reasonZh, ...further };
}

function unjudgedLine({ failureMode, missing, reasonEn, reasonZh }: Unjudged): object {
  return { failureMode, missing, reasonEn, reasonZh };
}

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/**
 * The one JSON line an asset that `phm analyze --json` and `phm report` print. Picks its fields and orders everything, so that equal
 * parts give byte-equal lines.
 */
export function toAnalysisLine(parts: AnalysisParts): object {
  const { asset, acquisitions, condition, onset, rul } = parts;
  return {
    asset,
    acquisitions,
    condition: { state: condition.state, since: condition.since ?? null, zone: condition.zone ?? null },
    onset: onset ? { time: onset.time } : null,
    findings: parts.findings.map(findingLine),
    everFindings: parts.everFindings.map(findingLine),
    unjudged: parts.unjudged.map(unjudgedLine),
    rul: {
      status: rul.status,
      p10S: rul.p10S ?? null,
      p50S: rul.p50S ?? null,
      p90S: rul.p90S ?? null,
      model: rul.model ?? null,
      calibration: rul.calibration ?? null,
      reason: rul.reason,
      reasonZh: rul.reasonZh,
    },
    advisories: parts.advisories
      .map(({ time, tier, failureMode }) => ({ time, tier, failureMode }))
      .sort((a, b) => byText(a.time, b.time) || byText(a.failureMode, b.failureMode))
      .slice(-MAX_SHOWN_ADVISORIES),
    workOrders: parts.workOrders
      .map(({ id, openedAt, component, failureMode, tier, dueAt }) => ({ id, openedAt, component, failureMode, tier, dueAt }))
      .sort((a, b) => byText(a.openedAt, b.openedAt) || byText(a.id, b.id)),
  };
}

/** The line of an asset that went through `step`. */
export function analysisLine(state: PipelineState, config: { readonly ref: { readonly asset: string } }): object {
  return toAnalysisLine({
    asset: config.ref.asset,
    ...summariseAssessment(state.assessment),
    advisories: state.advisories.map(({ timeNs, tier, failureMode }) => ({ time: formatTimeNs(BigInt(timeNs)), tier, failureMode })),
    workOrders: state.workOrders.map((order) => ({
      id: order.id,
      openedAt: formatTimeNs(BigInt(order.openedNs)),
      component: order.component,
      // In the chain every order comes from an advisory, which names a fault.
      failureMode: order.failureMode as FailureMode,
      tier: order.tier,
      dueAt: formatTimeNs(BigInt(order.dueNs)),
    })),
  });
}
