import { describe, expect, test } from "@jest/globals";
import { addSeconds, assetRef, parseTimeNs } from "@phm/domain";
import { type WantedWork, workRequest } from "./work-request.js";

const NOW_NS = parseTimeNs("2026-01-01T00:00:00Z", "time");
const WANTED: WantedWork = {
  ...{ requestId: "r1", ref: assetRef("o", "s", "pump"), component: " guard ", tier: "plan", dueNs: addSeconds(NOW_NS, 60) },
  task: { title: { en: "Fix the guard", zh: "修理防护罩" }, checks: [], parts: [], tools: [] },
  ...{ actor: "li", role: "technician" },
};
const wanted = (change: Partial<WantedWork>) => workRequest({ ...WANTED, ...change }, NOW_NS);

describe("work that a person calls for", () => {
  test("is a request under its own id, told by its title", () => {
    const expected = { id: "r1", origin: "person", openedBy: "r1", component: "guard", timeNs: NOW_NS, actor: "li", note: "Fix the guard" };
    expect(wanted({})).toMatchObject(expected);
  });

  test.each([
    [{ requestId: " " }, "requestId is"],
    [{ component: "" }, "component is"],
    [{ actor: "" }, "actor is"],
    [{ dueNs: NOW_NS }, "due is"],
    [{ role: "viewer" as const }, "a viewer may not create; who may: technician, planner, admin"],
    [{ task: { ...WANTED.task, title: { en: "", zh: "" } } }, "task.title.en is"],
  ])("%# is refused by what is wrong with it", (change, message) => {
    expect(() => wanted(change)).toThrow(message);
  });
});
