import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { InvalidValue } from "./invalid-value.js";
import { parseFaultKnowledge } from "./parse-fault-knowledge.js";

const sound = {
  failureMode: "gear",
  reportedAs: "NOI",
  mechanism: { code: "2.4", text: { en: "wear", zh: "磨损" } },
  causes: [{ code: "3.3", text: { en: "oil", zh: "润滑油" } }],
  confirm: [{ en: "listen", zh: "听诊" }],
  actions: [{ en: "look", zh: "检查" }],
  checks: [],
  tools: [],
  parts: [{ name: { en: "oil", zh: "油" }, quantity: 1 }],
  estimatedHours: 2,
  urgency: "plan",
};

describe("parseFaultKnowledge", () => {
  it("keeps a sound entry and leaves out what it does not know", () => {
    expect(parseFaultKnowledge({ ...sound, $typeName: "x", colour: "red" })).toEqual(sound);
  });

  it.each<[string, object]>([
    ["knowledge.failureMode", { failureMode: "rust" }],
    ["knowledge.reportedAs", { reportedAs: "XXX" }],
    ["knowledge.mechanism.code", { mechanism: { ...sound.mechanism, code: "7.0" } }],
    ["knowledge.causes[0].code", { causes: [{ ...sound.causes[0], code: "toString" }] }],
    ["knowledge.causes", { causes: [] }],
    ["knowledge.actions[1].en", { actions: [sound.actions[0], { en: " ", zh: "检查" }] }],
    ["knowledge.checks", { checks: "none" }],
    ["knowledge.tools[0]", { tools: [null] }],
    ["knowledge.parts[0].quantity", { parts: [{ ...sound.parts[0], quantity: 0.5 }] }],
    ["knowledge.confirm", { confirm: Array(51).fill(sound.confirm[0]) }],
    ["knowledge.actions[0].zh", { actions: [{ en: "look", zh: "x".repeat(1001) }] }],
    ["knowledge.estimatedHours", { estimatedHours: Number.NaN }],
    ["knowledge.urgency", { urgency: "soon" }],
  ])("refuses a bad %s by name", (field, change) => {
    expect(() => parseFaultKnowledge({ ...sound, ...change })).toThrow(expect.objectContaining({ field }));
  });

  it("answers any JSON with an entry or with a field to mend, never with a crash", () => {
    const anything = fc.oneof(
      fc.jsonValue(),
      fc.tuple(fc.constantFrom(...Object.keys(sound)), fc.jsonValue()).map(([name, value]) => ({ ...sound, [name]: value })),
    );
    fc.assert(
      fc.property(anything, (value) => {
        try {
          expect(parseFaultKnowledge(value).actions.length).toBeGreaterThan(0);
        } catch (error) {
          expect(error).toBeInstanceOf(InvalidValue);
        }
      }),
      { numRuns: 300 },
    );
  });
});
