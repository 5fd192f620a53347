import {
  type Bearing,
  type BearingEntry,
  type BearingFigures,
  type BearingRevision,
  DESIGN_LIFE_INPUTS,
  type DesignLife,
  type SiteBearing,
} from "@phm/domain";
import fc from "fast-check";

const figure = fc.double({ min: -1e9, max: 1e9, noNaN: true }).map((x) => (Object.is(x, -0) ? 0 : x));
const count = fc.integer({ min: 0, max: 100_000 });
const text = fc.string({ unit: "grapheme", maxLength: 40 });
const time = fc.bigInt({ min: 0n, max: 2n ** 63n - 1n });

/** Optional fields are left out rather than set to undefined, as everywhere in the domain. */
const record = <T>(model: { [P in keyof Required<T>]: fc.Arbitrary<T[P]> }, requiredKeys: (keyof T)[]) =>
  fc.record(model, { requiredKeys, noNullPrototype: true }) as unknown as fc.Arbitrary<T>;

const geometry = fc.record({ ballDiameterMm: figure, pitchDiameterMm: figure, balls: count, contactAngleDeg: figure });
const orders = fc.record({ bpfo: figure, bpfi: figure, bsf: figure, ftf: figure });
const rating = { dynamicLoadRatingKn: figure, fatigueExponent: figure };

const figures = record<BearingFigures>(
  {
    ...{ ...rating, geometry, orders, designation: text, version: count, toleranceRatio: figure, source: text },
    catalogue: fc.constantFrom("site", "built_in"),
    accuracy: fc.constantFrom("given", "published", "estimated"),
  },
  ["catalogue", "designation", "version", "accuracy", "toleranceRatio", "orders", "source"],
);

export const bearing = record<Bearing>(
  { ...rating, designation: text, geometry, orders, equivalentLoadN: figure, resolvedFrom: figures },
  [],
);

export const siteBearing = record<SiteBearing>({ ...rating, designation: text, maker: text, geometry, orders, source: text, notes: text }, [
  "designation",
  "source",
]);

export const bearingEntry = record<BearingEntry>({ figures, maker: text, notes: text, version: count, hasBuiltIn: fc.boolean() }, [
  "figures",
  "version",
  "hasBuiltIn",
]);

export const bearingRevision = record<BearingRevision>({ version: count, author: text, timeNs: time, note: text, bearing: siteBearing }, [
  "version",
  "author",
  "timeNs",
  "note",
]);

const sourced = fc.record({ value: figure, source: text });
const lifeFigures = fc.record({ ratingLifeHours: figure, usedHours: figure, usedRatio: figure, survivalProbability: figure });
const bearingLife = record<DesignLife["bearings"][number]>(
  {
    ...{ field: text, elements: fc.array(text, { maxLength: 3 }), designation: text, figures: lifeFigures },
    inputs: record<DesignLife["bearings"][number]["inputs"]>(
      {
        dynamicLoadRatingKn: sourced,
        fatigueExponent: sourced,
        equivalentLoadN: sourced,
        ratedSpeedRpm: sourced,
        usedHours: sourced,
      },
      [],
    ),
    missing: fc.subarray([...DESIGN_LIFE_INPUTS]),
    ...{ statementEn: text, statementZh: text },
  },
  ["field", "elements", "inputs", "missing", "statementEn", "statementZh"],
);

export const designLifeOf = (ref: fc.Arbitrary<DesignLife["ref"]>) =>
  record<DesignLife>({ ref, asOfNs: time, commissionedAtNs: time, bearings: fc.array(bearingLife, { maxLength: 3 }) }, [
    "ref",
    "asOfNs",
    "bearings",
  ]);
