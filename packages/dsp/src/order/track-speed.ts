import { InvalidValue } from "@phm/domain";
import { floorFastLength } from "../fft/real-fft.js";
import { type InsufficientData, insufficientData, isInsufficient } from "../signal/insufficient-data.js";
import { requireSampleRate, requireSamples } from "../signal/signal-checks.js";
import {
  type RefinedSpeed,
  refineSpeed,
  requireSpeed,
  type SpeedSearch,
  type SpeedSearchOptions,
  searchOf,
  speedOf,
} from "./refine-speed.js";
import type { ShaftAngle } from "./shaft-angle.js";
import { correctedByPhase } from "./shaft-phase.js";

export interface SpeedTrackOptions extends SpeedSearchOptions {
  /** Revolutions at rated speed of one segment, default 32, at least 16: more tell the speed better, fewer follow it faster. */
  readonly segmentRevolutions: number;
}

/** A shaft's angle without a tachometer. */
export interface TrackedShaftAngle extends ShaftAngle {
  /** Segments that told a speed, and all. */
  readonly usedSegments: number;
  readonly segments: number;
  /** The harmonic whose phase the angle follows. */
  readonly phaseHarmonic: number;
}

interface Fix {
  readonly timeS: number;
  readonly speed: RefinedSpeed;
}

const MIN_SEGMENT_REVOLUTIONS = 16;
const MIN_USED_RATIO = 0.5;
/**
 * Where so many harmonics of the whole record agree on a speed, segments look no further than this beside it; where fewer than so many
 * segments then tell one, the speed was not steady (a swinging one shows at its turning points).
 */
const STEADY_HARMONICS = 3;
const STEADY_RANGE_RATIO = 0.005;
const STEADY_USED_RATIO = 0.75;

/**
 * Follows the speed of a shaft around its rated one through a record without a tachometer: the speed of overlapping segments (half) as
 * `refineSpeed` tells it, integrated to an angle, which is then corrected by the phase of the harmonic that stands out most. Where the
 * record as a whole tells one speed by three harmonics or more, and three quarters of the segments bear it out, they look within 0.5 % of it. For speeds that change slowly: by less
 * than about 1 % within a segment. The angle goes from the first to the last sample; its zero is arbitrary.
 * @returns insufficientData when the record holds fewer than three segments, or fewer than half of them tell a speed
 * @throws InvalidValue on bad samples, a ratedSpeedHz that is not above 0, or an option outside its range
 */
export function trackSpeed(
  samples: Float32Array,
  sampleRateHz: number,
  ratedSpeedHz: number,
  options: Partial<SpeedTrackOptions> = {},
): TrackedShaftAngle | InsufficientData {
  requireSamples(samples, 2);
  requireSampleRate(sampleRateHz);
  requireSpeed(ratedSpeedHz);
  const search = searchOf(options);
  const { segmentRevolutions = 32 } = options;
  if (!(segmentRevolutions >= MIN_SEGMENT_REVOLUTIONS && Number.isFinite(segmentRevolutions))) {
    throw new InvalidValue("segmentRevolutions", segmentRevolutions, `a finite number of at least ${MIN_SEGMENT_REVOLUTIONS}`);
  }
  const length = floorFastLength((segmentRevolutions / ratedSpeedHz) * sampleRateHz);
  const segments = length === undefined ? 0 : Math.floor((samples.length - length) / (length / 2)) + 1;
  if (length === undefined || segments < 3)
    return insufficientData(`the record holds fewer than 3 segments of ${segmentRevolutions} revolutions`);
  const steady = steadyFixes(samples, sampleRateHz, ratedSpeedHz, search, length);
  const fixes = steady.length >= STEADY_USED_RATIO * segments ? steady : fixesOf(samples, sampleRateHz, ratedSpeedHz, search, length);
  if (fixes.length < 2 || fixes.length < MIN_USED_RATIO * segments) {
    return insufficientData(`${fixes.length} of ${segments} segments tell a speed, fewer than half`);
  }
  const coarse = integrated(fixes, (samples.length - 1) / sampleRateHz);
  const phaseHarmonic = mostProminent(fixes);
  const angle = correctedByPhase(samples, sampleRateHz, coarse, phaseHarmonic, length);
  if (!isAscending(angle.revolutions)) return insufficientData(`the phase of harmonic ${phaseHarmonic} does not go forward with the shaft`);
  return { ...angle, usedSegments: fixes.length, segments, phaseHarmonic };
}

/**
 * The segments beside the speed of the whole record; none where it tells none by enough harmonics. A segment tells far less than the record:
 * left alone, it may take a bearing's line near a harmonic for the shaft.
 */
function steadyFixes(samples: Float32Array, sampleRateHz: number, ratedSpeedHz: number, search: SpeedSearch, length: number): Fix[] {
  const whole = refineSpeed(samples, sampleRateHz, ratedSpeedHz, search);
  if (isInsufficient(whole) || whole.lines.length < STEADY_HARMONICS) return [];
  return fixesOf(samples, sampleRateHz, whole.speedHz, { ...search, rangeRatio: STEADY_RANGE_RATIO }, length);
}

function fixesOf(samples: Float32Array, sampleRateHz: number, ratedSpeedHz: number, search: SpeedSearch, length: number): Fix[] {
  const fixes: Fix[] = [];
  for (let start = 0; start + length <= samples.length; start += length / 2) {
    const speed = speedOf(samples.subarray(start, start + length), sampleRateHz, ratedSpeedHz, search);
    if (!isInsufficient(speed)) fixes.push({ timeS: (start + length / 2) / sampleRateHz, speed });
  }
  return fixes;
}

/** Trapezoids between the fixes: exact where the speed is a straight line; before the first and after the last it stays as it is. */
function integrated(fixes: readonly Fix[], endS: number): ShaftAngle {
  const [first, last] = [fixes[0] as Fix, fixes.at(-1) as Fix];
  const points = [{ ...first, timeS: 0 }, ...fixes, ...(last.timeS < endS ? [{ ...last, timeS: endS }] : [])];
  const revolutions = new Float64Array(points.length);
  for (let i = 1; i < points.length; i++) {
    const [from, to] = [points[i - 1] as Fix, points[i] as Fix];
    const meanHz = (from.speed.speedHz + to.speed.speedHz) / 2;
    revolutions[i] = (revolutions[i - 1] as number) + meanHz * (to.timeS - from.timeS);
  }
  return { timesS: Float64Array.from(points, ({ timeS }) => timeS), revolutions };
}

/** The harmonic with the greatest product of prominences: the one to be seen in all segments, not very strongly in one. */
function mostProminent(fixes: readonly Fix[]): number {
  const totals = new Map<number, number>();
  for (const { speed } of fixes) {
    for (const { harmonic, prominenceRatio } of speed.lines) totals.set(harmonic, (totals.get(harmonic) ?? 0) + Math.log(prominenceRatio));
  }
  return [...totals].reduce((best, entry) => (entry[1] > best[1] ? entry : best))[0];
}

function isAscending(values: Float64Array): boolean {
  return values.every((value, i) => i === 0 || value > (values[i - 1] as number));
}
