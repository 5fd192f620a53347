import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { parseOrderTask } from "./parse-order-task.js";

const TASK = { title: { en: "Grease", zh: "加脂" }, checks: ["no leak"], parts: [{ part: "LGMT2", quantity: 0.05 }], estimatedMinutes: 20 };

describe("what is to be done", () => {
  test("is read with lists that are left out empty, and a text in one language for both", () => {
    expect(parseOrderTask(TASK)).toEqual({ ...TASK, checks: [{ en: "no leak", zh: "no leak" }], tools: [] });
    expect(parseOrderTask({ title: { zh: "加脂" }, skill: null }).title).toEqual({ en: "加脂", zh: "加脂" });
  });

  test.each([
    [{ ...TASK, title: "" }, 'task.title.en is ""'],
    [{ ...TASK, title: undefined }, "task.title is undefined; it must be an object"],
    [{ ...TASK, title: { en: 5 } }, "task.title.en is 5; it must be text"],
    [{ ...TASK, checks: "no leak" }, "task.checks is"],
    [{ ...TASK, checks: Array.from({ length: 101 }, () => "x") }, 'task.checks is "101 of them"; it must be at most 100'],
    [{ ...TASK, parts: [{ part: "P", quantity: 0 }] }, "task.parts[0].quantity is 0"],
    [{ ...TASK, parts: [{ part: "P", quantity: Number.POSITIVE_INFINITY }] }, "task.parts[0].quantity is Infinity"],
    [{ ...TASK, estimatedMinutes: -1 }, "task.estimatedMinutes is -1"],
    [{ ...TASK, skill: " " }, 'task.skill is " "'],
    ["grease it", "task is"],
  ])("%# is refused by the field that is wrong", (value, message) => {
    expect(() => parseOrderTask(value)).toThrow(message);
  });

  test("whatever comes is read or refused by name", () => {
    const task = fc.record({
      title: fc.anything(),
      checks: fc.anything(),
      parts: fc.anything(),
      tools: fc.anything(),
      skill: fc.anything(),
    });
    fc.assert(
      fc.property(fc.oneof(fc.anything(), task), (value) => {
        try {
          expect(parseOrderTask(value).title.en.trim()).not.toBe("");
        } catch (error) {
          expect((error as Error).name).toBe("InvalidValue");
        }
      }),
    );
  });
});
