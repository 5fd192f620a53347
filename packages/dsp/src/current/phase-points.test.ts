import { describe, expect, test } from "@jest/globals";
import { pointId, type Quantity } from "@phm/domain";
import { phasePoints } from "./phase-points.js";

const current = (id: string, axis?: string) => ({
  id: pointId(id),
  quantity: "current" as Quantity,
  ...(axis === undefined ? {} : { axis }),
});
const vibration = { id: pointId("de"), quantity: "acceleration" as Quantity };

describe("the points of a motor's phase currents", () => {
  test.each([
    ["named by ids, in any order", [current("ic"), current("ia"), vibration, current("ib")], { a: "ia", b: "ib", c: "ic" }],
    ["named by axes before ids", [current("a", "L3"), current("b", "L1"), current("c", "L2")], { a: "b", b: "c", c: "a" }],
    ["named U, V, W", [current("clamp-V"), current("clamp-W"), current("clamp-U")], { a: "clamp-U", b: "clamp-V", c: "clamp-W" }],
    ["without names, in the order given", [current("left"), current("middle"), current("right")], { a: "left", b: "middle", c: "right" }],
    ["named twice alike, in the order given", [current("x-a"), current("y-a"), current("z-b")], { a: "x-a", b: "y-a", c: "z-b" }],
    ["two neighbours", [current("ib"), current("ia")], { a: "ia", b: "ib" }],
    ["first and last, so that the cycle is kept", [current("ia"), current("ic")], { a: "ic", b: "ia" }],
  ])("%s", (_, points, expected) => {
    expect(phasePoints(points)).toEqual(expected);
  });

  test.each([
    ["none", [vibration]],
    ["one", [current("ia")]],
    ["two without names", [current("left"), current("right")]],
    ["four", ["a", "b", "c", "d"].map((id) => current(id))],
  ])("%s cannot be told", (_, points) => {
    expect(phasePoints(points)).toBeUndefined();
  });
});
