import { FINDING_CONFIDENCE } from "@phm/diagnostics";
import type { FailureMode, Finding } from "@phm/domain";
import type { LabelledRecord } from "./labelled-record.js";

/** What was said of one record. */
export interface DiagnosisOutcome extends LabelledRecord {
  readonly hypotheses: readonly Pick<Finding, "failureMode" | "point" | "confidence">[];
  /** `right` and `wrong` are findings; `silent` has suspects at most. */
  readonly verdict: "right" | "wrong" | "silent";
  /** The label is the first hypothesis, however unsure. */
  readonly first: boolean;
}

export interface ClassScore {
  /** `sound` for machines without a fault. */
  readonly failureMode: FailureMode | "sound";
  readonly records: number;
  readonly first: number;
  readonly right: number;
  readonly wrong: number;
  readonly silent: number;
  /** Of those ranked first, where the truth tells two bearings apart: the right one was named. */
  readonly pointRight: number;
  readonly pointKnown: number;
  /** First hypotheses that are another mode, by how often. */
  readonly confusedWith: Readonly<Partial<Record<FailureMode, number>>>;
}

export interface ReliabilityRow {
  readonly from: number;
  readonly to: number;
  readonly hypotheses: number;
  readonly right: number;
  readonly meanConfidence: number;
}

export interface DiagnosisScore {
  readonly classes: readonly ClassScore[];
  /** Machines whose bearings are sound, whatever else ails them. */
  readonly soundBearings: { readonly records: number; readonly accused: number };
  /** First hypotheses of all records by confidence. */
  readonly reliability: readonly ReliabilityRow[];
  /** Bearing faults that would be ranked first without looking. */
  readonly baselines: { readonly bearingFaults: number; readonly alwaysOuterRace: number; readonly randomPart: number };
  readonly outcomes: readonly DiagnosisOutcome[];
}

const BINS = [0.2, 0.5, 0.8, 0.95, 1];
const PARTS_OF_A_BEARING = 3;

const isBearing = (mode: FailureMode | null): boolean => mode?.startsWith("bearing_") === true;

function outcomeOf(record: LabelledRecord, findings: readonly Finding[]): DiagnosisOutcome {
  const ranked = [...findings].sort((a, b) => a.rank - b.rank).filter(({ failureMode }) => failureMode !== "sensor_fault");
  const surest = ranked.find(({ confidence }) => confidence >= FINDING_CONFIDENCE);
  const verdict = !surest ? "silent" : surest.failureMode === record.failureMode ? "right" : "wrong";
  const hypotheses = ranked.map(({ failureMode, point, confidence }) => ({ failureMode, point, confidence }));
  return { ...record, hypotheses, verdict, first: record.failureMode !== null && ranked[0]?.failureMode === record.failureMode };
}

function classScore(failureMode: FailureMode | null, outcomes: readonly DiagnosisOutcome[]): ClassScore {
  const of = (verdict: DiagnosisOutcome["verdict"]) => outcomes.filter((outcome) => outcome.verdict === verdict).length;
  const withPoint = outcomes.filter(({ faultPoint }) => faultPoint !== null);
  const confusedWith: Partial<Record<FailureMode, number>> = {};
  for (const { hypotheses, first } of outcomes) {
    const mode = first ? undefined : hypotheses[0]?.failureMode;
    if (mode) confusedWith[mode] = (confusedWith[mode] ?? 0) + 1;
  }
  return {
    failureMode: failureMode ?? "sound",
    records: outcomes.length,
    first: outcomes.filter(({ first }) => first).length,
    right: of("right"),
    wrong: of("wrong"),
    silent: of("silent"),
    pointRight: withPoint.filter(({ first, hypotheses, faultPoint }) => first && hypotheses[0]?.point === faultPoint).length,
    pointKnown: withPoint.length,
    confusedWith,
  };
}

function reliability(outcomes: readonly DiagnosisOutcome[]): ReliabilityRow[] {
  const firsts = outcomes.flatMap(({ hypotheses, failureMode }) => {
    const [first] = hypotheses;
    return first ? [{ confidence: first.confidence, right: first.failureMode === failureMode }] : [];
  });
  return BINS.slice(0, -1).flatMap((from, i) => {
    const to = BINS[i + 1] as number;
    const inside = firsts.filter(({ confidence }) => confidence >= from && (confidence < to || to === 1));
    if (inside.length === 0) return [];
    const meanConfidence = inside.reduce((sum, { confidence }) => sum + confidence, 0) / inside.length;
    return [{ from, to, hypotheses: inside.length, right: inside.filter(({ right }) => right).length, meanConfidence }];
  });
}

/** Holds what was found against the labels. A record without findings counts as silent. */
export function evaluateDiagnosis(records: readonly LabelledRecord[], findings: ReadonlyMap<string, readonly Finding[]>): DiagnosisScore {
  const outcomes = records.map((record) => outcomeOf(record, findings.get(record.asset) ?? []));
  const modes = [...new Set(outcomes.map(({ failureMode }) => failureMode))];
  const sound = outcomes.filter(({ failureMode }) => !isBearing(failureMode));
  const accused = ({ hypotheses }: DiagnosisOutcome) =>
    hypotheses.some(({ failureMode, confidence }) => isBearing(failureMode) && confidence >= FINDING_CONFIDENCE);
  const bearing = outcomes.filter(({ failureMode }) => isBearing(failureMode));
  return {
    classes: modes.map((mode) =>
      classScore(
        mode,
        outcomes.filter(({ failureMode }) => failureMode === mode),
      ),
    ),
    soundBearings: { records: sound.length, accused: sound.filter(accused).length },
    reliability: reliability(outcomes),
    baselines: {
      bearingFaults: bearing.length,
      alwaysOuterRace: bearing.filter(({ failureMode }) => failureMode === "bearing_outer_race").length,
      randomPart: bearing.length / PARTS_OF_A_BEARING,
    },
    outcomes,
  };
}
