import { describe, expect, it } from "@jest/globals";
import { acquisitionId, acquisitionKey, assetId, assetKey, assetRef } from "./ids.js";
import { InvalidValue } from "./invalid-value.js";

describe("names", () => {
  it.each(["a.b", "a*", "a>", "a/b", "a\\b", "a b", "a\tb", "a:b", "a\u0000", ""])(
    "refuse %j, which would break a subject, a key or a path",
    (name) => {
      expect(() => assetId(name)).toThrow(InvalidValue);
    },
  );

  it("accept what plants really use", () => {
    for (const name of ["P-101A", "femto-b1-2", "泵_3", "line1=motor#2"]) expect(assetId(name)).toBe(name);
  });

  it("are limited in length, and the message does not repeat all of it", () => {
    expect(() => assetId("x".repeat(129))).toThrow(/asset is .*129 characters.*at most 128/);
  });

  it("refuse what is not text, naming the field", () => {
    expect(() => acquisitionId(7)).toThrow(/^acquisition is 7/);
  });

  it("make keys that start with organisation and site", () => {
    const ref = assetRef("acme", "north", "P-101");
    expect(assetKey(ref)).toBe("acme:north:P-101");
    expect(acquisitionKey(ref, acquisitionId("000001"))).toBe("acme:north:P-101:000001");
  });
});
