import { fromBinary, toBinary } from "@bufbuild/protobuf";
import { expect, test } from "@jest/globals";
import { PreventivePlanSchema, preventivePlanFromWire, preventivePlanToWire } from "@phm/contracts";
import { assetRef, CATCH_UPS, METERS, PLAN_INTERVALS, type PlanTrigger, type PreventivePlan } from "@phm/domain";
import fc from "fast-check";

const word = fc.stringMatching(/^[a-zA-Z]{1,20}$/);
const bilingual = fc.record({ en: word, zh: word });
const amount = fc.double({ min: 0.1, max: 1e6, noNaN: true });
const interval = fc.constantFrom(...PLAN_INTERVALS);
const trigger: fc.Arbitrary<PlanTrigger> = fc.oneof(
  fc.record({
    kind: fc.constant("calendar" as const),
    rule: fc.constant({ rrule: "FREQ=MONTHLY;INTERVAL=3", start: "2026-01-05T06:00", timeZone: "Asia/Shanghai" }),
    interval,
  }),
  fc.record({
    kind: fc.constant("calendar" as const),
    rule: fc.constant({ rrule: "FREQ=DAILY", start: "2026-01-05T06:00", timeZone: "UTC" }),
    ...{ interval: fc.constant("fixed" as const), catchUp: fc.constantFrom(...CATCH_UPS) },
  }),
  fc.record({ kind: fc.constant("meter" as const), meter: fc.constantFrom(...METERS), every: amount, from: amount, interval }),
  fc.record({
    kind: fc.constant("condition" as const),
    reaches: fc.constantFrom("alert" as const, "alarm" as const, "B" as const, "C" as const, "D" as const),
    heldHours: fc.double({ min: 0, max: 100, noNaN: true }),
  }),
);
const plan: fc.Arbitrary<PreventivePlan> = fc
  .tuple(
    fc.record({
      ...{ id: word, component: word, trigger, tier: fc.constantFrom("plan" as const, "act_now" as const) },
      ...{ organisation: fc.constant(assetRef("acme", "n", "p").organisation), site: fc.constant(assetRef("acme", "n", "p").site) },
      ...{ asset: fc.constant(assetRef("acme", "n", "p").asset), aheadDays: fc.nat(90), toleranceDays: fc.nat(90) },
      task: fc.record(
        {
          ...{
            title: bilingual,
            description: bilingual,
            checks: fc.array(bilingual, { maxLength: 3 }),
            tools: fc.array(bilingual, { maxLength: 3 }),
          },
          ...{ parts: fc.array(fc.record({ part: word, quantity: amount }), { maxLength: 3 }), estimatedMinutes: amount, skill: word },
        },
        { requiredKeys: ["title", "checks", "tools", "parts"] },
      ),
    }),
    fc.record({ aheadHours: fc.nat(23) }, { requiredKeys: [] }),
  )
  .map(([always, sometimes]) => ({ ...always, ...sometimes }));

test("a preventive plan comes back from bytes as it was", () => {
  const back = (each: PreventivePlan) =>
    preventivePlanFromWire(fromBinary(PreventivePlanSchema, toBinary(PreventivePlanSchema, preventivePlanToWire(each))));
  fc.assert(fc.property(plan, (each) => expect(back(each)).toEqual(each)));
});

test("a plan without a trigger, or with a tier that opens nothing, is refused by name", () => {
  const [given] = fc.sample(plan, 1);
  const message = preventivePlanToWire(given!);
  expect(() => preventivePlanFromWire({ ...message, trigger: { case: undefined } })).toThrow(expect.objectContaining({ field: "trigger" }));
  expect(() => preventivePlanFromWire({ ...message, tier: 1 })).toThrow(expect.objectContaining({ field: "tier", value: '"watch"' }));
});
