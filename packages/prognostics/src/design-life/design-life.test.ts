import { describe, expect, test } from "@jest/globals";
import { resolvedConfig, siteCatalogue, siteFigures } from "@phm/diagnostics";
import { type AssetConfig, addSeconds, assetRef, type Bearing, DESIGN_LIFE_INPUTS, parseTimeNs, pointId } from "@phm/domain";
import fc from "fast-check";
import { designLife } from "./design-life.js";
import { survivalProbability } from "./rating-life-survival.js";

const COMMISSIONED = parseTimeNs("2025-01-01T00:00:00Z");
const L10_HOURS = 1e9 / 60_000;
const hoursLater = (hours: number) => addSeconds(COMMISSIONED, hours * 3_600);
const BEARING: Bearing = { dynamicLoadRatingKn: 10, fatigueExponent: 3 };
const configOf = (change: Partial<AssetConfig> = {}, bearing: Bearing = BEARING): AssetConfig => ({
  ref: assetRef("acme", "north", "p1"),
  kind: "pump",
  component: "bearing",
  ratedSpeedRpm: 1000,
  radialLoadN: 1000,
  commissionedAtNs: COMMISSIONED,
  points: [{ id: pointId("h"), quantity: "acceleration", unit: "g", bearing }],
  ...change,
});
const only = (config: AssetConfig, hours = 1000) => {
  const { bearings } = designLife(config, hoursLater(hours));
  expect(bearings).toHaveLength(1);
  return bearings[0]!;
};

describe("survival to a multiple of the rating life", () => {
  test("is 1 at the start, 90 % at L10, one half near 3.5 times L10, and never rises", () => {
    expect([0, 1].map(survivalProbability)).toEqual([1, 0.9]);
    expect(survivalProbability((Math.log(2) / -Math.log(0.9)) ** (1 / 1.5))).toBeCloseTo(0.5, 12);
    fc.assert(
      fc.property(fc.double({ min: 0, max: 50, noNaN: true }), fc.double({ min: 0, max: 5, noNaN: true }), (ratio, more) => {
        expect(survivalProbability(ratio + more)).toBeLessThanOrEqual(survivalProbability(ratio));
      }),
    );
  });
});

describe("design life of a machine's bearings", () => {
  test("at the rated speed and load, what is used since commissioning, and who comes this far", () => {
    const { figures, inputs, missing, statementEn, statementZh } = only(configOf(), L10_HOURS);
    expect(missing).toEqual([]);
    expect(figures?.ratingLifeHours).toBeCloseTo(L10_HOURS, 6);
    expect(figures?.usedRatio).toBeCloseTo(1, 6);
    expect(figures?.survivalProbability).toBeCloseTo(0.9, 6);
    expect(inputs).toMatchObject({
      dynamicLoadRatingKn: { value: 10, source: "points[0].bearing.dynamicLoadRatingKn" },
      equivalentLoadN: { value: 1000, source: "radialLoadN" },
      ratedSpeedRpm: { value: 1000, source: "ratedSpeedRpm" },
      usedHours: { source: "running all the time since commissionedAt" },
    });
    expect(statementEn).toContain("16,667 h at 1000 rpm under 1000 N");
    expect(statementEn).toContain("if it has run all the time since commissioning on 2025-01-01");
    expect(statementZh).toContain("假定自 2025-01-01 投运以来一直运行");
  });

  test("a running-hours counter counts in place of the calendar, and from its reading on the calendar again", () => {
    const config = configOf({ runningHours: { hours: 200, asOfNs: hoursLater(900) } });
    const { figures, statementEn } = only(config, 1000);
    expect(figures?.usedHours).toBeCloseTo(300, 9);
    expect(statementEn).toContain("by the running-hours counter");
  });

  test("a load at the bearing comes before the machine's, and a load above C/2 is told", () => {
    const { figures, statementEn, statementZh } = only(configOf({}, { ...BEARING, equivalentLoadN: 6000 }));
    expect(figures?.ratingLifeHours).toBeCloseTo(L10_HOURS / 216, 6);
    expect(statementEn).toContain("above C/2");
    expect(statementZh).toContain("超过 C/2");
    expect(only(configOf()).statementEn).not.toContain("C/2");
  });

  test("a bearing on another shaft turns at that shaft's speed", () => {
    const gearMeshes = [{ id: "g", drivingShaft: "in", drivenShaft: "out", drivingTeeth: 20, drivenTeeth: 40 }];
    const shafts = [{ id: "in" }, { id: "out" }];
    const bearings = [{ id: "out-de", shaft: "out", bearing: BEARING }];
    const kinematics = { referenceShaft: "in", shafts, gearMeshes, belts: [], bladedWheels: [], bearings };
    const life = designLife(configOf({ kinematics }), hoursLater(1));
    expect(life.bearings.map(({ elements, figures }) => [elements, Math.round(figures?.ratingLifeHours ?? 0)])).toEqual([
      [["h"], Math.round(L10_HOURS)],
      [["out-de"], Math.round(2 * L10_HOURS)],
    ]);
  });

  test("the axes of one sensor are one bearing, two ends are two", () => {
    const at = (id: string, location: string) =>
      ({ id: pointId(id), quantity: "acceleration", unit: "g", location, bearing: BEARING }) as const;
    const life = designLife(configOf({ points: [at("de-h", "DE"), at("de-v", "DE"), at("nde-h", "NDE")] }), hoursLater(1));
    expect(life.bearings.map(({ elements }) => elements)).toEqual([["de-h", "de-v"], ["nde-h"]]);
  });

  test("rating and exponent come from the catalogue where the configuration has none, with the source", () => {
    const geometry = { ballDiameterMm: 5, pitchDiameterMm: 30, balls: 8, contactAngleDeg: 0 };
    const own = siteFigures(
      { designation: "X9000", geometry, dynamicLoadRatingKn: 20, fatigueExponent: 3, source: "maker's drawing 7" },
      1,
    );
    const resolved = resolvedConfig(configOf({}, { designation: "X-9000" }), siteCatalogue([own]));
    const { figures, inputs } = only({ ...resolved, radialLoadN: 2000 });
    expect(figures?.ratingLifeHours).toBeCloseTo(L10_HOURS, 6);
    expect(inputs.dynamicLoadRatingKn).toEqual({ value: 20, source: "maker's drawing 7" });
    expect(only(resolvedConfig(configOf({}, { designation: "UER204" }), siteCatalogue([]))).inputs.dynamicLoadRatingKn?.value).toBe(12.82);
  });

  test.each<[string, Partial<AssetConfig>, Bearing]>([
    ["dynamicLoadRatingKn", {}, { fatigueExponent: 3 }],
    ["fatigueExponent", {}, { dynamicLoadRatingKn: 10 }],
    ["equivalentLoadN", { radialLoadN: undefined as never }, BEARING],
    ["ratedSpeedRpm", { ratedSpeedRpm: undefined as never }, BEARING],
    ["commissionedAtNs", { commissionedAtNs: undefined as never }, BEARING],
    ["commissionedAtNs", { commissionedAtNs: hoursLater(2000) }, BEARING],
    ["commissionedAtNs", { commissionedAtNs: undefined as never, runningHours: { hours: 5, asOfNs: hoursLater(5) } }, BEARING],
  ])("without %s there is no figure, and it is named", (input, change, bearing) => {
    const life = only(configOf(change, bearing));
    expect(life).toMatchObject({ missing: [input] });
    expect(life.figures).toBeUndefined();
    expect(life.statementEn).toMatch(/^No design life: not stated is /);
    expect(life.statementZh).toMatch(/^无法计算设计寿命/);
  });

  test("whatever is stated, there are figures exactly when nothing is missing, and they agree with each other", () => {
    const maybe = fc.option(fc.double({ min: 0.1, max: 1e5, noNaN: true }), { nil: undefined });
    const stated = fc.record({ c: maybe, p: fc.constantFrom(3, 10 / 3, undefined), load: maybe, speed: maybe, dated: fc.boolean() });
    fc.assert(
      fc.property(stated, fc.double({ min: 0, max: 1e5, noNaN: true }), ({ c, p, load, speed, dated }, hours) => {
        const bearing = { dynamicLoadRatingKn: c, fatigueExponent: p, equivalentLoadN: load } as Bearing;
        const times = dated ? {} : { commissionedAtNs: undefined as never };
        const { figures, missing } = only(
          configOf({ ratedSpeedRpm: speed as never, radialLoadN: undefined as never, ...times }, bearing),
          hours,
        );
        const absent = [c, p, load, speed, dated || undefined].map((value, i) => (value === undefined ? DESIGN_LIFE_INPUTS[i] : null));
        expect(missing).toEqual(absent.filter((name) => name !== null));
        expect(figures === undefined).toBe(missing.length > 0);
        if (figures) expect(figures.usedRatio * figures.ratingLifeHours).toBeCloseTo(figures.usedHours, 3);
      }),
    );
  });
});
