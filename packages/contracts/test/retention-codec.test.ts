import { fromBinary, toBinary } from "@bufbuild/protobuf";
import { expect, test } from "@jest/globals";
import {
  acquisitionId,
  assetRef,
  DEFAULT_RETENTION_POLICY,
  EVIDENCE_OWNERS,
  type EvidenceReference,
  REFERENCE_KINDS,
  type RetentionPolicy,
} from "@phm/domain";
import fc from "fast-check";
import { RetentionPolicySchema } from "../src/gen/phm/retention/v1/policy_pb.js";
import { EvidenceReferenceSchema } from "../src/gen/phm/retention/v1/reference_pb.js";
import { evidenceReferenceFromWire, evidenceReferenceToWire, retentionPolicyFromWire, retentionPolicyToWire } from "../src/index.js";

const days = fc.integer({ min: 1, max: 9_000 });
const tier = fc
  .tuple(fc.array(days, { minLength: 1, maxLength: 8 }), days, days, days, days)
  .map(([waveforms, spectraDays, ...features]) => {
    const [rawFeatureDays, hourlyFeatureDays, dailyFeatureDays] = features.sort((a, b) => a - b) as [number, number, number];
    const steps = [...new Set(waveforms)].sort((a, b) => a - b).map((untilDays, at) => ({ untilDays, oneInS: at * 600 }));
    return { waveforms: steps, spectraDays, rawFeatureDays, hourlyFeatureDays, dailyFeatureDays };
  });
const policy: fc.Arbitrary<RetentionPolicy> = fc.record(
  { tiers: fc.record({ low: tier, medium: tier, high: tier }), waveformBudgetBytes: fc.integer({ min: 1_000_000, max: 2 ** 50 }) },
  { requiredKeys: ["tiers"] },
);
const reference: fc.Arbitrary<EvidenceReference> = fc.record({
  ref: fc.constant(assetRef("acme", "plant", "pump-1")),
  acquisition: fc.integer({ min: 1 }).map((n) => acquisitionId(`acquisition-${n}`)),
  startTimeNs: fc.bigInt({ min: 0n, max: 2n ** 63n - 1n }),
  owner: fc.constantFrom(...EVIDENCE_OWNERS),
  kind: fc.constantFrom(...REFERENCE_KINDS),
  record: fc.string(),
  reason: fc.string({ unit: "grapheme" }),
});

test("a retention policy comes back from the wire as it was", () => {
  fc.assert(
    fc.property(policy, (given) => {
      const bytes = toBinary(RetentionPolicySchema, retentionPolicyToWire(given));
      expect(retentionPolicyFromWire(fromBinary(RetentionPolicySchema, bytes))).toEqual(given);
    }),
  );
});

test("a reference to evidence comes back from the wire as it was", () => {
  fc.assert(
    fc.property(reference, (given) => {
      const bytes = toBinary(EvidenceReferenceSchema, evidenceReferenceToWire(given));
      expect(evidenceReferenceFromWire(fromBinary(EvidenceReferenceSchema, bytes))).toEqual(given);
    }),
  );
});

test("a policy without a tier, or with two for one criticality, is refused by its name", () => {
  const message = retentionPolicyToWire(DEFAULT_RETENTION_POLICY);
  const [low, medium, high] = message.tiers;
  for (const tiers of [
    [low!, medium!],
    [low!, medium!, high!, high!],
  ])
    expect(() => retentionPolicyFromWire({ ...message, tiers })).toThrow(expect.objectContaining({ field: "tiers.high" }));
  expect(() => retentionPolicyFromWire(undefined)).toThrow(expect.objectContaining({ field: "policy" }));
});
