import { describe, expect, it } from "@jest/globals";
import { acquisitionId, assetRef } from "@phm/domain";
import fc from "fast-check";
import { archiveKey } from "./blob-key.js";

const SEGMENT = /^[A-Za-z0-9_=-][A-Za-z0-9_=.-]{0,199}$/;
const name = fc
  .string({ unit: "grapheme", minLength: 1, maxLength: 30 })
  .filter((text) => !/[\s.*>/\\:\p{Cc}]/u.test(text) && text.length <= 128);
const identity = fc.record({
  ref: fc.tuple(name, name, name).map(([o, s, a]) => assetRef(o, s, a)),
  id: name.map((id) => acquisitionId(id)),
});

describe("the key of an archived acquisition", () => {
  it("shows organisation, site, asset and id", () => {
    const key = archiveKey({ ref: assetRef("acme", "plant-1", "pump_7"), id: acquisitionId("2026-01-31T06") }, "00");
    expect(key).toMatch(/^acquisitions\/acme\/plant-1\/pump_7\/2026-01-31T06-[0-9a-f]{32}$/);
  });

  it("is one that every blob store takes, of whatever names", () => {
    fc.assert(
      fc.property(identity, (acquisition) => {
        for (const segment of archiveKey(acquisition, "ff").split("/")) expect(segment).toMatch(SEGMENT);
      }),
    );
  });

  it("differs for every identity and content, also where a file system ignores case", () => {
    fc.assert(
      fc.property(identity, identity, (one, other) => {
        const same = JSON.stringify(one) === JSON.stringify(other);
        expect(archiveKey(one, "00").toLowerCase() === archiveKey(other, "00").toLowerCase()).toBe(same);
        expect(archiveKey(one, "00")).not.toBe(archiveKey(one, "01"));
      }),
    );
    const ref = assetRef("o", "s", "a");
    const [upper, lower] = ["A1", "a1"].map((id) => archiveKey({ ref, id: acquisitionId(id) }, "00").toLowerCase());
    expect(upper).not.toBe(lower);
  });
});
