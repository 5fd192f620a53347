import { boreMm, OUTSIDE_MM, WIDTH_MM } from "./bearing-sizes.js";
import type { BearingFamily } from "./estimated-geometry.js";

/** Bearings of one kind and dimension series: a designation is prefix, two digits of bore code, suffix. */
interface BearingSeries {
  readonly prefixes: readonly string[];
  /** Suffixes that change the inside, with the contact angle that they stand for; `""` where the bare number is in use. */
  readonly angles: Readonly<Record<string, number>>;
  readonly family: BearingFamily;
  readonly diameterSeries: keyof typeof OUTSIDE_MM;
  readonly dimensionSeries: keyof typeof WIDTH_MM;
  readonly boreCodes: readonly [first: number, last: number];
}

const RADIAL = { "": 0 };
/** DIN 628: B 40°; the usual further angles are C 15°, AC 25°, and A or no letter 30°. */
const ANGULAR = { "": 30, B: 40, C: 15, AC: 25 };
const ROLLERS = ["NU", "NJ", "N", "NUP"];

/** What the catalogue covers beyond the bearings whose inside is published. */
const SERIES: readonly BearingSeries[] = [
  { prefixes: ["60"], angles: RADIAL, family: "deep_groove_ball", diameterSeries: "0", dimensionSeries: "10", boreCodes: [0, 40] },
  { prefixes: ["62"], angles: RADIAL, family: "deep_groove_ball", diameterSeries: "2", dimensionSeries: "02", boreCodes: [0, 40] },
  { prefixes: ["63"], angles: RADIAL, family: "deep_groove_ball", diameterSeries: "3", dimensionSeries: "03", boreCodes: [0, 40] },
  { prefixes: ["64"], angles: RADIAL, family: "deep_groove_ball", diameterSeries: "4", dimensionSeries: "04", boreCodes: [3, 18] },
  { prefixes: ["72"], angles: ANGULAR, family: "angular_contact_ball", diameterSeries: "2", dimensionSeries: "02", boreCodes: [0, 30] },
  { prefixes: ["73"], angles: ANGULAR, family: "angular_contact_ball", diameterSeries: "3", dimensionSeries: "03", boreCodes: [1, 30] },
  { prefixes: ["12"], angles: { "": 10 }, family: "self_aligning_ball", diameterSeries: "2", dimensionSeries: "02", boreCodes: [0, 22] },
  { prefixes: ["13"], angles: { "": 11 }, family: "self_aligning_ball", diameterSeries: "3", dimensionSeries: "03", boreCodes: [1, 22] },
  { prefixes: ["22"], angles: { "": 12 }, family: "self_aligning_ball", diameterSeries: "2", dimensionSeries: "22", boreCodes: [0, 22] },
  { prefixes: ["23"], angles: { "": 14 }, family: "self_aligning_ball", diameterSeries: "3", dimensionSeries: "23", boreCodes: [1, 22] },
  {
    prefixes: ROLLERS.map((type) => `${type}10`),
    angles: RADIAL,
    family: "cylindrical_roller",
    diameterSeries: "0",
    dimensionSeries: "10",
    boreCodes: [5, 40],
  },
  {
    prefixes: ROLLERS.map((type) => `${type}2`),
    angles: RADIAL,
    family: "cylindrical_roller",
    diameterSeries: "2",
    dimensionSeries: "02",
    boreCodes: [2, 40],
  },
  {
    prefixes: ROLLERS.map((type) => `${type}3`),
    angles: RADIAL,
    family: "cylindrical_roller",
    diameterSeries: "3",
    dimensionSeries: "03",
    boreCodes: [3, 40],
  },
  {
    prefixes: ROLLERS.map((type) => `${type}22`),
    angles: RADIAL,
    family: "cylindrical_roller",
    diameterSeries: "2",
    dimensionSeries: "22",
    boreCodes: [4, 40],
  },
  {
    prefixes: ROLLERS.map((type) => `${type}23`),
    angles: RADIAL,
    family: "cylindrical_roller",
    diameterSeries: "3",
    dimensionSeries: "23",
    boreCodes: [4, 40],
  },
  { prefixes: ["222"], angles: { "": 9 }, family: "spherical_roller", diameterSeries: "2", dimensionSeries: "22", boreCodes: [5, 40] },
  { prefixes: ["223"], angles: { "": 13 }, family: "spherical_roller", diameterSeries: "3", dimensionSeries: "23", boreCodes: [8, 40] },
  { prefixes: ["302"], angles: { "": 14 }, family: "tapered_roller", diameterSeries: "2", dimensionSeries: "02", boreCodes: [3, 40] },
  { prefixes: ["303"], angles: { "": 12 }, family: "tapered_roller", diameterSeries: "3", dimensionSeries: "03", boreCodes: [2, 30] },
  { prefixes: ["320"], angles: { "": 15 }, family: "tapered_roller", diameterSeries: "0", dimensionSeries: "20", boreCodes: [4, 40] },
  { prefixes: ["322"], angles: { "": 14 }, family: "tapered_roller", diameterSeries: "2", dimensionSeries: "22", boreCodes: [4, 40] },
  { prefixes: ["323"], angles: { "": 12 }, family: "tapered_roller", diameterSeries: "3", dimensionSeries: "23", boreCodes: [4, 30] },
];

/** Boundary dimensions of a bearing, mm: bore, outside diameter, width (of tapered bearings: of the inner ring). */
export interface BoundaryDimensions {
  readonly boreMm: number;
  readonly outsideMm: number;
  readonly widthMm: number;
}

/** A designation of a series, with what the standards fix of it. */
export interface SeriesBearing {
  readonly designation: string;
  readonly family: BearingFamily;
  readonly boundary: BoundaryDimensions;
  readonly contactAngleDeg: number;
}

/** Bore codes that the series has, with the boundary dimensions of each. */
function sizesOf({ diameterSeries, dimensionSeries, boreCodes: [first, last] }: BearingSeries): [code: string, BoundaryDimensions][] {
  const sizes: [string, BoundaryDimensions][] = [];
  for (const [code, widthMm] of WIDTH_MM[dimensionSeries]) {
    const outsideMm = OUTSIDE_MM[diameterSeries].get(code);
    if (code < first || code > last || outsideMm === undefined) continue;
    sizes.push([String(code).padStart(2, "0"), { boreMm: boreMm(code), outsideMm, widthMm }]);
  }
  return sizes;
}

/** Every bearing of the covered series, by designation without spaces. */
export function seriesBearings(): SeriesBearing[] {
  return SERIES.flatMap((series) =>
    sizesOf(series).flatMap(([code, boundary]) =>
      series.prefixes.flatMap((prefix) =>
        Object.entries(series.angles).map(([suffix, contactAngleDeg]) => ({
          designation: `${prefix}${code}${suffix}`,
          family: series.family,
          boundary,
          contactAngleDeg,
        })),
      ),
    ),
  );
}
