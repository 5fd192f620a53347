import { fromBinary, fromJson, type JsonValue, toBinary, toJson } from "@bufbuild/protobuf";
import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import * as contracts from "../src/index.js";
import { faultKnowledge, knowledgeEntry, knowledgeRevision } from "./machine-arbitraries.js";

const { FaultKnowledgeSchema, faultKnowledgeFromWire, faultKnowledgeToWire } = contracts;

describe("knowledge codec", () => {
  it("fault knowledge survives the wire and the store unchanged", () => {
    fc.assert(
      fc.property(faultKnowledge, (knowledge) => {
        const message = faultKnowledgeToWire(knowledge);
        expect(faultKnowledgeFromWire(fromBinary(FaultKnowledgeSchema, toBinary(FaultKnowledgeSchema, message)))).toEqual(knowledge);
        const stored = JSON.parse(JSON.stringify(toJson(FaultKnowledgeSchema, message))) as JsonValue;
        expect(faultKnowledgeFromWire(fromJson(FaultKnowledgeSchema, stored))).toEqual(knowledge);
      }),
    );
  });

  it("entries and revisions survive the wire unchanged", () => {
    fc.assert(
      fc.property(knowledgeEntry, knowledgeRevision, (entry, revision) => {
        expect(contracts.knowledgeEntryFromWire(contracts.knowledgeEntryToWire(entry))).toEqual(entry);
        expect(contracts.knowledgeRevisionFromWire(contracts.knowledgeRevisionToWire(revision))).toEqual(revision);
      }),
    );
  });

  it.each<[string, (message: ReturnType<typeof faultKnowledgeToWire>) => object]>([
    ["knowledge.failureMode", (message) => Object.assign(message, { failureMode: 0 })],
    ["knowledge.urgency", (message) => Object.assign(message, { urgency: 0 })],
    ["knowledge.mechanism.code", (message) => Object.assign(message.mechanism!, { code: "9.9" })],
    ["knowledge.causes", (message) => Object.assign(message, { causes: [] })],
    ["knowledge.actions[0].zh", (message) => Object.assign(message.actions[0]!, { zh: " " })],
    ["knowledge.estimatedHours", (message) => Object.assign(message, { estimatedHours: 0 })],
    ["knowledge.mechanism", (message) => Object.assign(message, { mechanism: undefined })],
  ])("an entry with a bad %s is refused by name", (field, spoil) => {
    const [knowledge] = fc.sample(faultKnowledge, { numRuns: 1, seed: 1 });
    const message = faultKnowledgeToWire(knowledge!);
    spoil(message);
    expect(() => faultKnowledgeFromWire(message)).toThrow(expect.objectContaining({ field }));
  });
});
