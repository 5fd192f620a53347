import type { AssetConfig, FeatureVector, PointId } from "@phm/domain";
import { rounded } from "../numbers/rounded.js";
import { readShaftSpeed } from "../speed/read-shaft-speed.js";
import { atReadSpeed, type ReadSpeedRecord, readSpeedRecord, type ShaftSpeedReading } from "../speed/shaft-speed-reading.js";
import { comparableOperation, type OperatingPoint, operatingPointOf } from "../state/operating-point.js";
import type { FigureName, FollowedName, LineDetail } from "./figure.js";
import { type FollowedFigure, follow } from "./followed-figure.js";
import { observeSubjects } from "./observe-subjects.js";
import type { ObservedSubject, Phases } from "./observed-subject.js";
import type { SubjectKind } from "./signature-rule.js";

/** Operating points whose figures are remembered, the present one first. With the fourth the one that was left longest ago is forgotten. */
const MAX_OPERATING_POINTS = 3;

/** A subject as remembered at one operating point. */
export interface RememberedSubject {
  readonly kind: SubjectKind;
  readonly point: PointId;
  readonly speedRpm: number | null;
  readonly figures: Readonly<Partial<Record<FigureName | FollowedName, FollowedFigure>>>;
  readonly details: Readonly<Partial<Record<FigureName, LineDetail>>>;
  readonly phases?: Phases;
}

export interface RememberedOperation extends OperatingPoint {
  /** The speed that the last acquisition was read at; absent where it was not held against the record. */
  readonly readSpeed?: ReadSpeedRecord;
  readonly subjects: Readonly<Record<string, RememberedSubject>>;
}

/** What the signatures remember of an asset: plain JSON, some kilobytes at most. */
export interface SignatureState {
  readonly operations: readonly RememberedOperation[];
}

export const NO_SIGNATURES: SignatureState = { operations: [] };

/** Figures with a baseline that do not depend on how fast the shaft turns. */
const FOLLOWED_WITHOUT_SPEED: readonly string[] = ["negativeSequenceRe", "negativeSequenceIm"];
const FOLLOWED_WITH_SPEED = /^(ln1x|ln2x|lnHighBand)@|^(meshSidebandDb|eccentricityDb)$/;

function shortDetail(detail: LineDetail): LineDetail {
  return Object.fromEntries(Object.entries(detail).map(([name, value]) => [name, rounded(value, 2)]));
}

/** A subject's figures with those of one acquisition in them. What that does not tell stays out, or an old value would stand for a new one. */
function remember(before: RememberedSubject | undefined, observed: ObservedSubject, speedStated: boolean): RememberedSubject {
  const { kind, point, speedRpm, phases } = observed;
  const names = Object.keys(observed.figures) as (FigureName | FollowedName)[];
  const figures = names.map((name) => {
    const learn = FOLLOWED_WITHOUT_SPEED.includes(name) || (speedStated && FOLLOWED_WITH_SPEED.test(name));
    return [name, follow(before?.figures[name], observed.figures[name] as number, learn)] as const;
  });
  const kept = Object.entries(before?.figures ?? {}).filter(
    ([name]) => FOLLOWED_WITH_SPEED.test(name) && !names.includes(name as FigureName),
  );
  const details = Object.entries(observed.details).map(([name, detail]) => [name, shortDetail(detail)] as const);
  return {
    kind,
    point,
    speedRpm: speedRpm === null ? null : rounded(speedRpm, 1),
    figures: Object.fromEntries([...kept.slice(0, MAX_KEPT), ...figures]),
    details: Object.fromEntries(details),
    ...(phases ? { phases } : {}),
  };
}

/** Figures of channels that are missing at times, whose baseline is not to be lost with them. */
const MAX_KEPT = 12;
/** Subjects that are missing at times. */
const MAX_SUBJECTS = 6;

/**
 * Brings one acquisition into the memory of the operating point that it was taken at. One that shows nothing (standstill, no sound sensor)
 * leaves the memory as it was.
 */
export function rememberSignatures(
  state: SignatureState,
  features: FeatureVector,
  config: AssetConfig,
  speed: ShaftSpeedReading | null = readShaftSpeed(features, config),
): SignatureState {
  const observed = observeSubjects(features, config, speed);
  if (observed.length === 0) return state;
  const at = operatingPointOf(atReadSpeed(features, speed));
  const found = comparableOperation(state.operations, at);
  const others = state.operations.filter((operation) => operation !== found);
  const subjects = observed.map((one) => [one.id, remember(found?.subjects[one.id], one, at.speedRpm !== null)] as const);
  const missing = Object.entries(found?.subjects ?? {}).filter(([id]) => !subjects.some(([seen]) => seen === id));
  const record = speed && readSpeedRecord(speed);
  const present: RememberedOperation = {
    ...(found ? { speedRpm: found.speedRpm, load: found.load, loadKind: found.loadKind } : at),
    ...(record ? { readSpeed: record } : {}),
    subjects: Object.fromEntries([...subjects, ...missing].slice(0, MAX_SUBJECTS)),
  };
  return { operations: [present, ...others].slice(0, MAX_OPERATING_POINTS) };
}
