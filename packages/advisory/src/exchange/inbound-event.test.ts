import { expect, test } from "@jest/globals";
import type { EnterpriseSystem } from "@phm/domain";
import { inboundEvent } from "./inbound-event.js";
import type { JsonPart } from "./json-path.js";

const SYSTEM = {
  inbound: {
    ...{ id: "meta.id", sequence: "meta.at", order: "ref", state: "status", plannedStart: "plan.from", plannedEnd: "plan.to" },
    ...{ stop: "stop", start: "from", end: "to", withdrawn: "gone", note: "note" },
  },
  statesIn: { WIP: "in_progress" },
} as unknown as EnterpriseSystem;
const META = { id: 7, at: "2026-01-01T00:00:01Z" };
const read = (body: JsonPart) => inboundEvent(body, SYSTEM);

test("an event is read by the paths of the system, in words of ours", () => {
  expect(read({ meta: META, ref: "WO-1", status: "WIP", plan: { from: "2026-01-02T00:00:00Z", to: "2026-01-02T04:00:00Z" } })).toEqual({
    ...{ kind: "order", id: "7", sequence: 1_767_225_601_000, note: "", order: "WO-1", state: "in_progress" },
    ...{ plannedStartNs: 1_767_312_000_000_000_000n, plannedEndNs: 1_767_326_400_000_000_000n },
  });
  expect(read({ meta: META, stop: "S1", gone: true })).toEqual({
    ...{ kind: "stop", id: "7", sequence: 1_767_225_601_000, note: "", stop: "S1", withdrawn: true },
  });
});

test.each<[JsonPart, string]>([
  [{ ref: "WO-1" }, "meta.id"],
  [{ meta: { id: "1" }, ref: "WO-1" }, "meta.at"],
  [{ meta: META }, "ref"],
  [{ meta: META, ref: "WO-1", status: "GONE" }, "status"],
  [{ meta: META, ref: { deep: 1 } }, "ref"],
  [{ meta: META, ref: "WO-1", plan: { from: "2026-01-02T00:00:00Z" } }, "plan.to"],
  [{ meta: META, ref: "WO-1", plan: { from: "tomorrow", to: "later" } }, "plan.from"],
  [{ meta: META, stop: "S1", to: "2026-01-02T00:00:00Z" }, "from"],
  [{ meta: META, ref: "x".repeat(201) }, "ref"],
  [null, "meta.id"],
])("%j is refused at %s", (body, field) => {
  expect(() => read(body)).toThrow(expect.objectContaining({ field }));
});

test("names that every object has are no names of the document", () => {
  expect(() => read({ meta: META, ref: "WO-1", status: "constructor" })).toThrow(expect.objectContaining({ field: "status" }));
});
