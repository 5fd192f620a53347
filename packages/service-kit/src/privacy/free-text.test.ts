import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import type { JsonValue } from "../store/json.js";
import { redacted, textPlaces } from "./free-text.js";
import { WantedTexts } from "./wanted-texts.js";

const LI = new WantedTexts(["Li Ming", "李明", "li@example.com"]);
const DOCUMENT = {
  person: "Li Ming",
  history: [{ actor: "p-17", note: "called Li Ming; 李明确认" }],
  to: ["li@example.com", "office@example.com"],
  count: 3,
};

describe("texts that name somebody", () => {
  it.each([
    ["asked LI MING twice", ["Li Ming"]],
    ["(Li Ming)", ["Li Ming"]],
    ["李明确认了振动", ["李明"]],
    ["Li Mingming", []],
    ["relief", []],
    ["mail to li@example.com.", ["li@example.com"]],
    ["oli@example.com", []],
  ])("in %j are %j", (words, expected) => {
    expect(LI.in(words)).toEqual(expected);
  });

  it.each([[[]], [["x"]], [Array.from({ length: 21 }, () => "name")], [["n".repeat(201)]]])("%j is refused", (texts) => {
    expect(() => new WantedTexts(texts)).toThrow(expect.objectContaining({ name: "InvalidValue" }));
  });

  it("are found with the path where they stand, and ids are told apart", () => {
    expect([...textPlaces(DOCUMENT, LI)]).toEqual([
      { field: "person", text: "Li Ming", inId: true },
      { field: "history[0].note", text: "Li Ming", inId: false },
      { field: "history[0].note", text: "李明", inId: false },
      { field: "to[0]", text: "li@example.com", inId: false },
    ]);
  });

  it("are taken out of free text; ids stay, and an address leaves its list", () => {
    expect(redacted(DOCUMENT, LI)).toEqual({
      person: "Li Ming",
      history: [{ actor: "p-17", note: "called [erased]; [erased]确认" }],
      to: ["office@example.com"],
      count: 3,
    });
  });

  it("are nowhere in the free text of any document afterwards, what else it says stays, and once more changes nothing", () => {
    const words = fc
      .array(fc.constantFrom("Li Ming", "李明", "bearing ", "振动", "li@example.com", ", ", "[", "$1"), { maxLength: 6 })
      .map((parts) => parts.join(""));
    const { document } = fc.letrec<{ document: JsonValue }>((tie) => ({
      document: fc.oneof(
        { maxDepth: 4 },
        words,
        fc.integer(),
        fc.constant(null),
        fc.array(tie("document"), { maxLength: 4 }),
        fc.dictionary(fc.constantFrom("note", "reason", "text", "name", "deep"), tie("document"), { maxKeys: 4 }),
      ),
    }));
    fc.assert(
      fc.property(document, (value) => {
        const left = redacted(value, LI);
        expect([...textPlaces(left, LI)]).toEqual([]);
        expect(redacted(left, LI)).toEqual(left);
        if ([...textPlaces(value, LI)].length === 0) expect(left).toEqual(value);
      }),
    );
  });
});
