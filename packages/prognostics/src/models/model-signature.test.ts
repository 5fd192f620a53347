import { createHash } from "node:crypto";
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { canonicalJson } from "./canonical-json.js";
import { DEFAULT_RUL_MODEL } from "./default-rul-model.js";
import { checkedModelDigest, modelDigest, signRulModel } from "./model-signature.js";
import { readRulModelDocument } from "./read-model-document.js";
import type { RulModelDocument } from "./rul-model-document.js";

const sha256 = (text: string) => createHash("sha256").update(text, "utf8").digest("hex");
const signed = signRulModel(DEFAULT_RUL_MODEL, sha256);

/** The same value with the properties of every object in another order. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([name, each]) => [name, reversed(each)]),
  );
}

describe("canonical JSON", () => {
  test("writes the example of RFC 8785 as the RFC does", () => {
    const value = {
      numbers: [1e30, 4.5, 2e-3, 0.000000000000000000000000001],
      string: '€$\u000f\nA\'B"\\\\"/',
      literals: [null, true, false],
    };
    const text = '{"literals":[null,true,false],"numbers":[1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}';
    expect(canonicalJson(value)).toBe(text);
  });

  test("is the same for the same value in any order of properties, and is read as that value", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = canonicalJson(value);
        expect(canonicalJson(reversed(value))).toBe(text);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  test.each([Number.NaN, Number.POSITIVE_INFINITY, () => 1, 1n])("refuses %s by its path", (value) => {
    expect(() => canonicalJson({ a: [1, value] })).toThrow(/document.a\[1\]/);
  });
});

describe("a signature", () => {
  test("is the hash of the content, which the order of properties does not change", () => {
    expect(signed.signature).toBe(`sha256:${modelDigest(DEFAULT_RUL_MODEL, sha256)}`);
    expect(checkedModelDigest(JSON.parse(JSON.stringify(signed)), sha256)).toBe(checkedModelDigest(DEFAULT_RUL_MODEL, sha256));
    expect(checkedModelDigest(reversed(signed) as RulModelDocument, sha256)).toBe(modelDigest(signed, sha256));
  });

  test("signing twice is signing once", () => {
    expect(signRulModel(signed, sha256)).toEqual(signed);
  });

  test.each([
    ["a figure of the fit", { fitted: { ...DEFAULT_RUL_MODEL.fitted, weights: [4.22027] } }],
    ["the interval", { calibration: { ...DEFAULT_RUL_MODEL.calibration, marginLn: 0 } }],
    ["a word of the card", { card: { ...DEFAULT_RUL_MODEL.card, limits: "none" } }],
    ["the signature itself", { signature: `sha256:${"0".repeat(64)}` }],
  ])("does not hold when somebody changes %s", (_, change) => {
    expect(() => checkedModelDigest({ ...signed, ...change }, sha256)).toThrow(/signature .* damaged/);
  });
});

describe("reading a document", () => {
  const with_ = (change: object) => ({ ...structuredClone(DEFAULT_RUL_MODEL), ...change });
  const evaluation = { scores: [], heldOut: [{ life: "x", pinballLn: 0.2, coverageRatio: 2, falseUrgency: false }], against: [] };

  test("takes what ships, signed or not, and what was made before evaluations and profiles", () => {
    expect(readRulModelDocument(JSON.parse(JSON.stringify(signed)))).toEqual(signed);
    const { inputProfiles: _, ...before } = DEFAULT_RUL_MODEL;
    const { evaluation: _unused, createdBy: _by, ...card } = before.card;
    expect(readRulModelDocument({ ...before, card })).toEqual({ ...before, card });
  });

  test.each([
    ["a list", [], /document/],
    ["nothing", null, /document/],
    ["another format", with_({ format: "onnx" }), /format/],
    ["no card", with_({ card: undefined }), /card/],
    ["a card with a name that no address takes", with_({ card: { ...DEFAULT_RUL_MODEL.card, model: "a/b" } }), /card.model/],
    ["a card without a licence", with_({ card: { ...DEFAULT_RUL_MODEL.card, licence: "" } }), /card.licence/],
    ["a coverage above 1", with_({ card: { ...DEFAULT_RUL_MODEL.card, evaluation } }), /heldOut\[0\].coverageRatio/],
    ["no fit", with_({ fitted: undefined }), /fitted/],
    ["inputs that are no list", with_({ fitted: { kind: "cdf_forest", inputs: "lnRatio" } }), /fitted.inputs/],
    ["no calibration", with_({ calibration: undefined }), /calibration/],
    ["a margin that is no number", with_({ calibration: { level: 0.8, marginLn: null, lives: 6 } }), /calibration.marginLn/],
    ["a bound of nothing", with_({ quietBound: { confidence: 0.9, blocks: 0, lives: 6 } }), /quietBound.blocks/],
    [
      "a profile of an input that nobody has",
      with_({ inputProfiles: [{ input: "age", edges: [], shares: [1] }] }),
      /inputProfiles\[0\].input/,
    ],
    [
      "a profile with a bin too few",
      with_({ inputProfiles: [{ input: "lnRatio", edges: [1], shares: [1] }] }),
      /inputProfiles\[0\].shares/,
    ],
  ])("%s is refused by name", (_, document, message) => {
    expect(() => readRulModelDocument(document)).toThrow(message);
  });

  test("never throws anything but a refusal by name", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(...Object.keys(DEFAULT_RUL_MODEL)), (value, field) => {
        try {
          readRulModelDocument(with_({ [field]: value }));
        } catch (error) {
          expect((error as Error).name).toBe("InvalidValue");
        }
      }),
    );
  });
});
