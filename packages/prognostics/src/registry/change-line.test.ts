import { describe, expect, test } from "@jest/globals";
import { storedTime } from "@phm/domain";
import fc from "fast-check";
import { changeLine, type LineCommand } from "./change-line.js";
import { IllegalModelTransition } from "./illegal-model-transition.js";
import { challengerOf, championOf, initialLine, type ModelEvent, type ModelLine, type ModelState, memberOf } from "./model-line.js";

const BUILT_IN = "built-in";
const NAMES = [BUILT_IN, "a", "b", "c"];
const BY = { actor: "Li", reason: "better on six lives" };
const WATCH = { coverageBeforeRatio: 0.8, livesBefore: [] };
/** Every pair of states that an event may join. */
const LEGAL = [
  "null-registered",
  "registered-challenger",
  "retired-challenger",
  "challenger-champion",
  "challenger-retired",
  "champion-retired",
  "retired-champion",
];

const change = (line: ModelLine, command: LineCommand, timeNs = 1n) => changeLine(line, command, BUILT_IN, BY, timeNs);
const crown = (model: string): LineCommand => ({ kind: "crown", model, watch: WATCH, forced: false });

/** The line that commands lead to; what is illegal changes nothing. */
function after(commands: readonly LineCommand[]): { line: ModelLine; events: ModelEvent[]; refused: number } {
  const run = { line: initialLine(BUILT_IN), events: [] as ModelEvent[], refused: 0 };
  commands.forEach((command, i) => {
    try {
      const { line, events } = change(run.line, command, BigInt(i));
      run.line = line;
      run.events.push(...events);
    } catch (error) {
      if (!(error instanceof IllegalModelTransition)) throw error;
      run.refused += 1;
    }
  });
  return run;
}

const command = fc.oneof(
  fc.constantFrom(...NAMES).map((model): LineCommand => ({ kind: "register", model })),
  fc.constantFrom(...NAMES).map((model): LineCommand => ({ kind: "challenge", model })),
  fc.constantFrom(...NAMES).map(crown),
  fc.constantFrom<LineCommand>({ kind: "roll_back" }, { kind: "withdraw" }),
);
const commands = fc.array(command, { maxLength: 40 });
const countOf = (line: ModelLine, state: ModelState) => line.members.filter((member) => member.state === state).length;

describe("a line of models", () => {
  test("has exactly one champion and at most one challenger, whatever anybody decides", () => {
    fc.assert(
      fc.property(commands, (decided) => {
        for (let decisions = 0; decisions <= decided.length; decisions++) {
          const { line } = after(decided.slice(0, decisions));
          expect(countOf(line, "champion")).toBe(1);
          expect(countOf(line, "challenger")).toBeLessThanOrEqual(1);
          expect(memberOf(line, BUILT_IN)).toBeDefined();
        }
      }),
      { numRuns: 50 },
    );
  });

  test("has a complete history: the events in a row are legal, without a gap, and lead to the line as it stands", () => {
    fc.assert(
      fc.property(commands, (decided) => {
        const { line, events } = after(decided);
        const states = new Map<string, ModelState>([[BUILT_IN, "champion"]]);
        events.forEach(({ sequence, model, from, to }, i) => {
          expect(sequence).toBe(i + 1);
          expect(states.get(model) ?? null).toBe(from);
          expect(LEGAL).toContain(`${from}-${to}`);
          states.set(model, to);
        });
        expect(Object.fromEntries(states)).toEqual(Object.fromEntries(line.members.map(({ model, state }) => [model, state])));
        expect(line.sequence).toBe(events.length);
      }),
    );
  });

  test("a decision that is repeated at once changes nothing", () => {
    fc.assert(
      fc.property(commands, command, (decided, last) => {
        const once = after([...decided, last]);
        fc.pre(last.kind !== "roll_back");
        expect(after([...decided, last, last]).line).toEqual(once.line);
      }),
    );
  });

  test("goes registered, challenger, champion, retired; and a champion that is rolled back gives way to the one before", () => {
    const { line: reigning } = after([{ kind: "register", model: "a" }, { kind: "challenge", model: "a" }, crown("a")]);
    expect(championOf(reigning)).toBe("a");
    expect(memberOf(reigning, BUILT_IN)?.state).toBe("retired");
    expect(reigning.watch).toEqual({ ...WATCH, promotedNs: storedTime(2n) });
    const { line, events } = change(reigning, { kind: "roll_back" }, 9n);
    expect([championOf(line), memberOf(line, "a")?.state, line.watch]).toEqual([BUILT_IN, "retired", null]);
    expect(events.map(({ model, from, to, actor, reason }) => [model, from, to, actor, reason])).toEqual([
      ["a", "champion", "retired", "Li", BY.reason],
      [BUILT_IN, "retired", "champion", "Li", BY.reason],
    ]);
  });

  test("a new challenger retires the one before", () => {
    const { line } = after([
      ...["a", "b"].flatMap((model): LineCommand[] => [
        { kind: "register", model },
        { kind: "challenge", model },
      ]),
    ]);
    expect([challengerOf(line), memberOf(line, "a")?.state]).toEqual(["b", "retired"]);
  });

  test.each([
    [
      "a model that was only registered becomes champion",
      [{ kind: "register", model: "a" }],
      crown("a"),
      /registered: cannot make it champion/,
    ],
    ["one that nobody knows becomes challenger", [], { kind: "challenge", model: "a" }, /unknown: cannot make it challenger/],
    ["the champion becomes challenger", [], { kind: "challenge", model: BUILT_IN }, /champion: cannot make it challenger/],
    ["the built-in model is rolled back", [], { kind: "roll_back" }, /nothing has spoken before/],
  ] as [string, LineCommand[], LineCommand, RegExp][])("it is refused, with what is legal, that %s", (_, before, refused, message) => {
    expect(() => change(after(before).line, refused)).toThrow(message);
  });
});
