import type { AssetConfig, PointId, Unit } from "@phm/domain";
import { STANDARD_GRAVITY_M_PER_S2 } from "@phm/domain";
import { zoneLimits } from "../machine/iso-20816-zones.js";
import type { FigureName, FollowedName, LineDetail } from "./figure.js";
import type { ObservedSubject } from "./observed-subject.js";
import { type ReadLine, readLine, stretchRms } from "./shaft-lines.js";
import type { PlacedChannel, ShaftPlace } from "./shaft-places.js";

/** A harmonic is read this close to its order. */
const LINE_TOLERANCE_ORDERS = 0.01;
/** What counts as the low orders, where a rotor's own faults show. */
const LOW_ORDERS = { from: 0.5, to: 15 };
const HIGHEST_HARMONIC = 10;
const HALF_ORDERS = [0.5, 1.5, 2.5, 3.5, 4.5];
/** A line that stands out over noise: the largest of three lines of noise passes 15 dB once in ten thousand times. */
const STANDS_OUT_DB = 15;
/** A twice-line line is told from a shaft harmonic by so many lines. */
const APART_LINES = 3;
const HIGH_BANDS = ["2000_2400", "2400_2800", "2800_3200", "3200_3600", "3600_4000", "4000_4400", "4400_4800"].map((b) => `bandRms_${b}Hz`);
/** Boundaries A/B of class I of ISO 10816-1, the strictest there are: below 0.71 mm/s every machine is in zone A. */
const STRICTEST_AB_MM_PER_S = 0.71;
/** Channels of one place whose pattern is followed. */
const MAX_FOLLOWED = 4;

interface ReadChannel extends PlacedChannel {
  readonly first: ReadLine;
  /** Shaft harmonics 2 to 10, as far as the spectrum reaches. */
  readonly harmonics: readonly ReadLine[];
}

const square = (x: number): number => x * x;
const sumOf = <T>(items: readonly T[], of: (item: T) => number): number => items.reduce((sum, item) => sum + of(item), 0);

function velocityMmPerS(rms: number, hz: number, unit: Unit): number | null {
  if (unit !== "g" && unit !== "m/s2") return null;
  return (1000 * rms * (unit === "g" ? STANDARD_GRAVITY_M_PER_S2 : 1)) / (2 * Math.PI * hz);
}

function read(placed: PlacedChannel, shaftHz: number): ReadChannel[] {
  const { spectrum } = placed;
  const toleranceHz = Math.max(spectrum.resolutionHz, LINE_TOLERANCE_ORDERS * shaftHz);
  const line = (order: number) => readLine(spectrum, order * shaftHz, toleranceHz, shaftHz);
  const first = line(1);
  if (first === null || !(placed.rms > 0)) return [];
  const harmonics = Array.from({ length: HIGHEST_HARMONIC - 1 }, (_, i) => line(i + 2)).filter((one) => one !== null);
  return [{ ...placed, first, harmonics }];
}

/** Share of the r.m.s. of the low orders that the line at shaft speed holds. */
function dominance({ spectrum, first }: ReadChannel, shaftHz: number): number {
  const low = stretchRms(spectrum, LOW_ORDERS.from * shaftHz, LOW_ORDERS.to * shaftHz);
  return low > 0 ? Math.min(1, first.rms / low) : 0;
}

/** Orders ½, 1½ … that stand out in at least one channel. */
function standingHalfOrders(channels: readonly ReadChannel[], shaftHz: number): number {
  return HALF_ORDERS.filter((order) =>
    channels.some(({ spectrum }) => (readLine(spectrum, order * shaftHz, spectrum.resolutionHz, shaftHz)?.snrDb ?? 0) >= STANDS_OUT_DB),
  ).length;
}

/** The line at twice line frequency over the r.m.s. of the channel; undefined where a shaft harmonic is too close to tell. */
function twiceLineShare(channels: readonly ReadChannel[], shaftHz: number, supplyHz: number | undefined): number | undefined {
  if (supplyHz === undefined) return undefined;
  const hz = 2 * supplyHz;
  const shares = channels.flatMap(({ spectrum, rms }) => {
    const apartHz = Math.abs(hz - Math.round(hz / shaftHz) * shaftHz);
    if (apartHz < APART_LINES * spectrum.resolutionHz) return [];
    const line = readLine(spectrum, hz, spectrum.resolutionHz, shaftHz);
    return line && line.snrDb >= STANDS_OUT_DB ? [line.rms / rms] : [0];
  });
  return shares.length === 0 ? undefined : Math.max(...shares);
}

function highBand({ channel }: PlacedChannel): number {
  return Math.sqrt(sumOf(HIGH_BANDS, (band) => square(channel.values[band] ?? 0)));
}

/** 1× velocity over the machine's A/B boundary (in its own class, else the strictest); undefined for `raw`. */
function zoneShare(channels: readonly ReadChannel[], config: AssetConfig): number | undefined {
  const velocities = channels.flatMap(({ unit, first }) => velocityMmPerS(first.rms, first.frequencyHz, unit) ?? []);
  if (velocities.length === 0) return undefined;
  const boundary = (config.machineClass && zoneLimits(config.machineClass, "velocity")?.[0]) ?? STRICTEST_AB_MM_PER_S;
  return Math.max(...velocities) / boundary;
}

function followed(channels: readonly ReadChannel[]): Partial<Record<FollowedName, number>> {
  const figures: Partial<Record<FollowedName, number>> = {};
  const add = (name: FollowedName, value: number) => {
    if (value > 0) figures[name] = Math.log(value);
  };
  for (const one of channels.slice(0, MAX_FOLLOWED)) {
    add(`ln1x@${one.channel.point}`, one.first.rms);
    add(`ln2x@${one.channel.point}`, one.harmonics[0]?.rms ?? 0);
    add(`lnHighBand@${one.channel.point}`, highBand(one));
  }
  return figures;
}

/**
 * Figures of one place on a shaft:
 * - `shaft1xShare`: r.m.s. of the line at shaft speed over the r.m.s. of the waveform, over all radial directions together
 * - `shaft1xDominance`: that line over the r.m.s. of orders 0.5 to 15, mean of the two directions where it is most (of one where there is one)
 * - `shaft1xZone`: its velocity over the A/B boundary of the machine's class
 * - `harmonicShare`: harmonics 2 to 10 over all of 1 to 10; `harmonics`, `halfOrders`: how many stand 15 dB above their surroundings
 * - `axialTo1x`: axial over the largest radial 1×, where an axial direction is stated
 * - `twiceLineShare`: line at twice line frequency over r.m.s.
 * - `kurtosis`: of the waveform of accelerometers; `blades`: of the stated wheels
 * All shares are of acceleration, also where velocity is measured (`accelerationLines`). They hold for raw acceleration too. Directions that are not stated count as radial.
 */
export function placeFigures({ id, shaftHz, channels }: ShaftPlace, config: AssetConfig): ObservedSubject | null {
  const all = channels.flatMap((placed) => read(placed, shaftHz));
  const radial = all.filter(({ direction }) => direction !== "axial");
  if (radial.length === 0) return null;
  const axial = all.filter(({ direction }) => direction === "axial");
  const byDominance = [...radial].map((one) => ({ one, share: dominance(one, shaftHz) })).sort((a, b) => b.share - a.share);
  const { one: best } = byDominance[0] as { one: ReadChannel };
  const foremost = byDominance.slice(0, 2);
  const ones = sumOf(radial, ({ first }) => square(first.rms));
  const higher = sumOf(radial, ({ harmonics }) => sumOf(harmonics, ({ rms }) => square(rms)));
  const figures: Partial<Record<FigureName, number>> = {
    shaft1xShare: Math.sqrt(ones / sumOf(radial, ({ rms }) => square(rms))),
    shaft1xDominance: sumOf(foremost, ({ share }) => share) / foremost.length,
    harmonicShare: Math.sqrt(higher / (ones + higher || 1)),
    harmonics: Math.max(
      ...radial.map(({ first, harmonics }) => [first, ...harmonics].filter(({ snrDb }) => snrDb >= STANDS_OUT_DB).length),
    ),
    halfOrders: standingHalfOrders(radial, shaftHz),
  };
  const accelerometers = all.filter(({ channel }) => channel.quantity === "acceleration");
  if (accelerometers.length > 0) figures.kurtosis = Math.max(...accelerometers.map(({ channel }) => channel.values.kurtosis ?? 0));
  if (config.kinematics) figures.blades = config.kinematics.bladedWheels.length;
  const twiceLine = twiceLineShare(radial, shaftHz, config.supplyHz);
  if (twiceLine !== undefined) figures.twiceLineShare = twiceLine;
  const zone = zoneShare(radial, config);
  if (zone !== undefined) figures.shaft1xZone = zone;
  if (axial.length > 0) {
    const largest = Math.max(...radial.map(({ first }) => first.rms));
    if (largest > 0) figures.axialTo1x = Math.max(...axial.map(({ first }) => first.rms)) / largest;
  }
  const at: LineDetail = { frequencyHz: best.first.frequencyHz, order: 1, snrDb: best.first.snrDb };
  return {
    kind: "place",
    id,
    point: best.channel.point as PointId,
    speedRpm: 60 * shaftHz,
    figures: { ...figures, ...followed(all) },
    details: { shaft1xShare: at, shaft1xDominance: at },
  };
}
