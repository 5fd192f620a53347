import { create } from "@bufbuild/protobuf";
import {
  type BearingWear,
  type Evidence,
  type FailureMode,
  type Finding,
  type HealthState,
  InvalidValue,
  pointId,
  type Unjudged,
  WEAR_STAGES,
} from "@phm/domain";
import * as wire from "../gen/phm/health/v1/health_pb.js";
import { assessmentOfFromWire, assessmentOfToWire } from "./assessment-codec.js";
import { enumCodec } from "./enum-codec.js";
import { present } from "./optional-fields.js";

export const failureModeCodec = enumCodec<FailureMode, wire.FailureMode>({
  bearing_outer_race: wire.FailureMode.BEARING_OUTER_RACE,
  bearing_inner_race: wire.FailureMode.BEARING_INNER_RACE,
  bearing_rolling_element: wire.FailureMode.BEARING_ROLLING_ELEMENT,
  bearing_cage: wire.FailureMode.BEARING_CAGE,
  bearing_general: wire.FailureMode.BEARING_GENERAL,
  imbalance: wire.FailureMode.IMBALANCE,
  misalignment: wire.FailureMode.MISALIGNMENT,
  bent_shaft: wire.FailureMode.BENT_SHAFT,
  looseness: wire.FailureMode.LOOSENESS,
  gear: wire.FailureMode.GEAR,
  rotor_bar: wire.FailureMode.ROTOR_BAR,
  stator_winding: wire.FailureMode.STATOR_WINDING,
  eccentricity: wire.FailureMode.ECCENTRICITY,
  supply_unbalance: wire.FailureMode.SUPPLY_UNBALANCE,
  cavitation: wire.FailureMode.CAVITATION,
  sensor_fault: wire.FailureMode.SENSOR_FAULT,
  degradation_general: wire.FailureMode.DEGRADATION_GENERAL,
});

const evidenceKindCodec = enumCodec<Evidence["kind"], wire.EvidenceKind>({
  envelope_line: wire.EvidenceKind.ENVELOPE_LINE,
  level_rise: wire.EvidenceKind.LEVEL_RISE,
  zone: wire.EvidenceKind.ZONE,
  sensor: wire.EvidenceKind.SENSOR,
  spectrum_line: wire.EvidenceKind.SPECTRUM_LINE,
  current_line: wire.EvidenceKind.CURRENT_LINE,
  ratio: wire.EvidenceKind.RATIO,
  change: wire.EvidenceKind.CHANGE,
});

export function evidenceToWire(evidence: Evidence): wire.Evidence {
  const { kind, ...figures } = evidence;
  return create(wire.EvidenceSchema, { kind: evidenceKindCodec.toWire(kind), ...present(figures) });
}

export function evidenceFromWire(message: wire.Evidence): Evidence {
  const { frequencyHz, order, snrDb, harmonics, value, limit, label } = message;
  return {
    kind: evidenceKindCodec.fromWire(message.kind, "evidence.kind"),
    ...present({ frequencyHz, order, snrDb, harmonics, value, limit, label }),
  };
}

function wearToWire({ stage, evidence }: BearingWear): wire.BearingWear {
  return create(wire.BearingWearSchema, { stage, evidence: evidence.map(evidenceToWire) });
}

function wearFromWire({ stage, evidence }: wire.BearingWear): BearingWear {
  const known = WEAR_STAGES.find((one) => one === stage);
  if (known === undefined) throw new InvalidValue("wear.stage", stage, `one of ${WEAR_STAGES.join(", ")}`);
  return { stage: known, evidence: evidence.map(evidenceFromWire) };
}

function conditionsFromWire({ speedRpm, loadN, currentA }: wire.OperatingConditions) {
  return present({ speedRpm, loadN, currentA });
}

export function findingToWire(finding: Finding): wire.Finding {
  return create(wire.FindingSchema, {
    failureMode: failureModeCodec.toWire(finding.failureMode),
    point: finding.point,
    confidence: finding.confidence,
    rank: finding.rank,
    evidence: finding.evidence.map(evidenceToWire),
    counterEvidence: finding.counterEvidence.map(evidenceToWire),
    reasonEn: finding.reasonEn,
    reasonZh: finding.reasonZh,
    ...(finding.wear ? { wear: wearToWire(finding.wear) } : {}),
    ...(finding.seenAt ? { seenAt: create(wire.OperatingConditionsSchema, finding.seenAt) } : {}),
  });
}

export function findingFromWire(message: wire.Finding): Finding {
  return {
    failureMode: failureModeCodec.fromWire(message.failureMode, "failureMode"),
    point: pointId(message.point),
    confidence: message.confidence,
    rank: message.rank,
    evidence: message.evidence.map(evidenceFromWire),
    counterEvidence: message.counterEvidence.map(evidenceFromWire),
    reasonEn: message.reasonEn,
    reasonZh: message.reasonZh,
    ...(message.wear ? { wear: wearFromWire(message.wear) } : {}),
    ...(message.seenAt ? { seenAt: conditionsFromWire(message.seenAt) } : {}),
  };
}

function unjudgedToWire({ failureMode, ...rest }: Unjudged): wire.Unjudged {
  return create(wire.UnjudgedSchema, { failureMode: failureModeCodec.toWire(failureMode), ...rest });
}

function unjudgedFromWire({ failureMode, missing, reasonEn, reasonZh }: wire.Unjudged): Unjudged {
  return { failureMode: failureModeCodec.fromWire(failureMode, "unjudged.failureMode"), missing, reasonEn, reasonZh };
}

export function healthToWire(health: HealthState): wire.HealthState {
  return create(wire.HealthStateSchema, {
    ...assessmentOfToWire(health),
    findings: health.findings.map(findingToWire),
    unjudged: health.unjudged.map(unjudgedToWire),
    ...present({ health: health.health ?? undefined }),
  });
}

export function healthFromWire(message: wire.HealthState): HealthState {
  return {
    ...assessmentOfFromWire(message),
    health: message.health ?? null,
    findings: message.findings.map(findingFromWire),
    unjudged: message.unjudged.map(unjudgedFromWire),
  };
}
