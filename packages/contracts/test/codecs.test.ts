import { type DescMessage, fromBinary, fromJson, type JsonValue, type MessageShape, toBinary, toJson } from "@bufbuild/protobuf";
import { describe, expect, it } from "@jest/globals";
import { InvalidValue } from "@phm/domain";
import fc from "fast-check";
import * as contracts from "../src/index.js";
import * as any from "./arbitraries.js";
import { bearingEntry, bearingRevision, designLifeOf, siteBearing } from "./bearing-arbitraries.js";
import { lifeOutcomeOf, modelQuality } from "./outcome-arbitraries.js";

/** Domain value -> message -> bytes -> message -> domain value, and the same by way of the stored JSON form. */
function roundTrips<T, D extends DescMessage>(
  noun: string,
  values: fc.Arbitrary<T>,
  schema: D,
  toWire: (value: T) => MessageShape<D>,
  fromWire: (message: MessageShape<D>) => T,
) {
  it(`${noun} survives the wire and the store unchanged`, () => {
    fc.assert(
      fc.property(values, (value) => {
        expect(fromWire(fromBinary(schema, toBinary(schema, toWire(value))))).toEqual(value);
        const stored = JSON.parse(JSON.stringify(toJson(schema, toWire(value)))) as JsonValue;
        expect(fromWire(fromJson(schema, stored))).toEqual(value);
      }),
      { numRuns: 150 },
    );
  });
}

describe("codecs", () => {
  roundTrips("asset config", any.assetConfig, contracts.AssetConfigSchema, contracts.assetConfigToWire, contracts.assetConfigFromWire);
  roundTrips("site bearing", siteBearing, contracts.SiteBearingSchema, contracts.siteBearingToWire, contracts.siteBearingFromWire);
  roundTrips("bearing entry", bearingEntry, contracts.BearingEntrySchema, contracts.bearingEntryToWire, contracts.bearingEntryFromWire);
  roundTrips(
    "bearing revision",
    bearingRevision,
    contracts.BearingRevisionSchema,
    contracts.bearingRevisionToWire,
    contracts.bearingRevisionFromWire,
  );
  roundTrips("design life", designLifeOf(any.ref), contracts.DesignLifeSchema, contracts.designLifeToWire, contracts.designLifeFromWire);
  roundTrips("acquisition", any.acquisitionValue, contracts.AcquisitionSchema, contracts.acquisitionToWire, contracts.acquisitionFromWire);
  roundTrips(
    "feature vector",
    any.featureVector,
    contracts.FeatureVectorSchema,
    contracts.featureVectorToWire,
    contracts.featureVectorFromWire,
  );
  roundTrips("condition", any.condition, contracts.ConditionStateSchema, contracts.conditionToWire, contracts.conditionFromWire);
  roundTrips("health", any.health, contracts.HealthStateSchema, contracts.healthToWire, contracts.healthFromWire);
  roundTrips("prognosis", any.rulEstimate, contracts.RulEstimateSchema, contracts.rulEstimateToWire, contracts.rulEstimateFromWire);
  roundTrips(
    "life outcome",
    lifeOutcomeOf(any.ref),
    contracts.LifeOutcomeSchema,
    contracts.lifeOutcomeToWire,
    contracts.lifeOutcomeFromWire,
  );
  roundTrips("model quality", modelQuality, contracts.ModelQualitySchema, contracts.modelQualityToWire, contracts.modelQualityFromWire);
  roundTrips("alarm", any.alarm, contracts.AlarmSchema, contracts.alarmToWire, contracts.alarmFromWire);
  roundTrips(
    "alarm transition",
    any.alarmTransition,
    contracts.AlarmTransitionSchema,
    contracts.alarmTransitionToWire,
    contracts.alarmTransitionFromWire,
  );
  roundTrips("advisory", any.advisory, contracts.AdvisorySchema, contracts.advisoryToWire, contracts.advisoryFromWire);
  roundTrips("work order", any.workOrder, contracts.WorkOrderSchema, contracts.workOrderToWire, contracts.workOrderFromWire);
  roundTrips("machine life", any.machineLife, contracts.MachineLifeSchema, contracts.machineLifeToWire, contracts.machineLifeFromWire);
  roundTrips("verdict", any.verdict, contracts.VerdictSchema, contracts.verdictToWire, contracts.verdictFromWire);
  roundTrips("reading", any.reading, contracts.ReadingSchema, contracts.readingToWire, contracts.readingFromWire);

  it.each<[string, object]>([
    ["statement", { statement: undefined }],
    ["statement.result", { statement: { result: 0 } }],
    ["statement.mechanism", { statement: { mechanism: "9.9" } }],
    ["statement.cause", { statement: { cause: "toString" } }],
  ])("names the %s of a verdict that is not of the contract", (field, spoilt) => {
    const [value] = fc.sample(any.verdict, 1);
    const message = contracts.verdictToWire(value as NonNullable<typeof value>);
    const { statement } = spoilt as { statement?: object };
    if (statement && message.statement) Object.assign(message.statement, statement);
    else delete message.statement;
    expect(() => contracts.verdictFromWire(message)).toThrow(expect.objectContaining({ field }));
  });

  it("names the field when an enum of the wire is unspecified", () => {
    const [value] = fc.sample(any.acquisitionValue, 1);
    const message = contracts.acquisitionToWire(value as NonNullable<typeof value>);
    message.timeBase = 0;
    expect(() => contracts.acquisitionFromWire(message)).toThrow(new InvalidValue("timeBase", 0, "one of live, recorded"));
  });
});

describe("asset bucket keys", () => {
  const BUCKET_KEY = /^[-/=.\w]+$/;

  it("are legal for every name, and different for different assets", () => {
    fc.assert(
      fc.property(any.ref, any.ref, (one, other) => {
        const [a, b] = [contracts.assetBucketKey(one), contracts.assetBucketKey(other)];
        expect(a).toMatch(BUCKET_KEY);
        expect(a === b).toBe(JSON.stringify(one) === JSON.stringify(other));
      }),
    );
  });
});

describe("subjects", () => {
  it("carry the noun, the partition and the asset, and the partition is stable", () => {
    fc.assert(
      fc.property(any.ref, (ref) => {
        const partition = contracts.partitionOf(ref);
        expect(partition).toBeGreaterThanOrEqual(0);
        expect(partition).toBeLessThan(contracts.PARTITION_COUNT);
        const subject = contracts.subjectOf("features", ref);
        expect(subject.split(".")).toEqual(["phm", "features", "v1", String(partition), ref.organisation, ref.site, ref.asset]);
      }),
    );
  });

  it("keep the partition of a known asset for ever", () => {
    const [ref] = [{ organisation: "default", site: "default", asset: "femto-b1-2" }] as unknown as [
      Parameters<typeof contracts.partitionOf>[0],
    ];
    expect(contracts.partitionOf(ref)).toBe(43);
  });
});
