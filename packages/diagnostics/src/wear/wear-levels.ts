import type { ChannelFeatures, FeatureVector, PointId } from "@phm/domain";
import { rounded } from "../numbers/rounded.js";
import { selectMedian } from "../numbers/select-median.js";
import { changeOf, type FollowedFigure, follow } from "../signatures/followed-figure.js";
import { comparableOperation, type OperatingPoint, operatingPointOf } from "../state/operating-point.js";

const LEVELS = ["high", "floor", "level"] as const;
type LevelName = (typeof LEVELS)[number];

/** Logarithms of the levels of one point, each with its baseline. */
export type FollowedLevels = Readonly<Partial<Record<LevelName, FollowedFigure>>>;

/** The levels of all points at one way of running. Plain JSON. */
export interface WearOperation extends OperatingPoint {
  readonly points: Readonly<Record<string, FollowedLevels>>;
}

/** Ways of running that are remembered, the present one first; and points of each. */
const MAX_OPERATIONS = 3;
const MAX_POINTS = 6;
/** Least scatter that a baseline is taken to have, in logarithms. */
const LEAST_SD = 0.12;

let scratch = new Float64Array(0);

/** Median line of the direct spectrum in 1/√Hz, so that records of any length compare: lines that stand out do not move it. */
function noiseFloor({ spectra }: ChannelFeatures): number | undefined {
  const direct = spectra.find(({ kind }) => kind === "direct");
  if (!direct || direct.amplitude.length < 2) return undefined;
  const lines = direct.amplitude.subarray(1);
  if (scratch.length < lines.length) scratch = new Float64Array(lines.length);
  scratch.set(lines);
  return selectMedian(scratch, lines.length) / Math.sqrt(direct.resolutionHz);
}

function levelsOf(channel: ChannelFeatures): Readonly<Record<LevelName, number | undefined>> {
  return { high: channel.values.envelopeRms, floor: noiseFloor(channel), level: channel.values.rms };
}

function followLevels(before: FollowedLevels | undefined, channel: ChannelFeatures, learn: boolean): FollowedLevels {
  const now = levelsOf(channel);
  const entries = LEVELS.flatMap((name) => {
    const value = now[name];
    const seen = value !== undefined && value > 0 && Number.isFinite(value);
    const followed = seen ? follow(before?.[name], rounded(Math.log(value), 4), learn) : before?.[name];
    return followed ? [[name, followed] as const] : [];
  });
  return Object.fromEntries(entries);
}

/**
 * Brings the levels of the sound accelerometers into the memory of the way that the machine runs. A baseline is only learnt at a stated
 * speed: these levels grow with it.
 */
export function rememberLevels(operations: readonly WearOperation[], features: FeatureVector): readonly WearOperation[] {
  const at = operatingPointOf(features);
  const found = comparableOperation(operations, at);
  const sound = features.channels.filter(({ quantity, sensorFaults }) => quantity === "acceleration" && sensorFaults.length === 0);
  if (sound.length === 0) return operations;
  const points = sound.slice(0, MAX_POINTS).map((channel) => {
    return [channel.point as string, followLevels(found?.points[channel.point], channel, at.speedRpm !== null)] as const;
  });
  const missing = Object.entries(found?.points ?? {}).filter(([point]) => !points.some(([seen]) => seen === point));
  const present: WearOperation = {
    ...(found ? { speedRpm: found.speedRpm, load: found.load, loadKind: found.loadKind } : at),
    points: Object.fromEntries([...points, ...missing].slice(0, MAX_POINTS)),
  };
  return [present, ...operations.filter((operation) => operation !== found)].slice(0, MAX_OPERATIONS);
}

/** The change of one level: as a ratio, and in standard deviations of its baseline; the mean over the points that have one. */
export interface LevelChange {
  readonly ratio: number;
  readonly deviations: number;
}

/** How a level of some points has changed at the present way of running; null before a baseline is learnt. */
export function levelChange([present]: readonly WearOperation[], points: readonly PointId[], name: LevelName): LevelChange | null {
  const changes = points.flatMap((point) => {
    const followed = present?.points[point]?.[name];
    return (followed && changeOf(followed)) ?? [];
  });
  if (changes.length === 0) return null;
  const meanOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  return {
    ratio: Math.exp(meanOf(changes.map(({ change }) => change))),
    deviations: meanOf(changes.map(({ change, sd }) => change / Math.max(LEAST_SD, sd))),
  };
}

/** Acquisitions that the baseline of some points has learnt from, at the present way of running. */
export function learntAcquisitions([present]: readonly WearOperation[], points: readonly PointId[]): number {
  return Math.max(0, ...points.map((point) => present?.points[point]?.level?.[2] ?? 0));
}
