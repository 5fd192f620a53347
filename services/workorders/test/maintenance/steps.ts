import { type ConditionLevel, type FailureMode, ORDER_COMMANDS, ORDER_ROLES, type OrderCommandKind, type OrderRole } from "@phm/domain";
import fc from "fast-check";
import type { Death } from "./mortal.js";

/** What may happen to a machine and its orders. Times are on a grid of seconds, so that messages come late, out of order and twice. */
export type Deed =
  | {
      readonly do: "assess";
      readonly seconds: number;
      readonly state: ConditionLevel;
      readonly mode: FailureMode;
      readonly levelRatio: number;
    }
  | {
      readonly do: "command";
      readonly kind: OrderCommandKind;
      readonly role: OrderRole;
      readonly order: number;
      /** Whether a person who gets no answer says it again. */
      readonly insists: boolean;
    }
  | {
      readonly do: "request";
      readonly origin: "plan" | "inspection" | "person";
      readonly mode: FailureMode | undefined;
      readonly number: number;
    }
  | {
      readonly do: "move";
      readonly kind: "receive" | "issue" | "reserve" | "release" | "count";
      readonly quantity: number;
      readonly order: number;
    };

/** Deeds at the same time, by processes of which some are killed; what was not done is done again by the next process. */
export interface Step {
  readonly deeds: readonly { readonly deed: Deed; readonly death?: Death }[];
}

const MODES = ["bearing_outer_race", "degradation_general", "imbalance"] as const satisfies readonly FailureMode[];

const assess: fc.Arbitrary<Deed> = fc.record({
  do: fc.constant("assess" as const),
  seconds: fc.integer({ min: 0, max: 120 }).map((tens) => 10 * tens),
  state: fc.constantFrom("normal", "alert", "alert", "alarm"),
  mode: fc.constantFrom(...MODES),
  levelRatio: fc.integer({ min: 1, max: 9 }),
});

const command: fc.Arbitrary<Deed> = fc.record({
  do: fc.constant("command" as const),
  kind: fc.constantFrom(...ORDER_COMMANDS),
  // Half of all commands come from somebody who may give any.
  role: fc.constantFrom(...ORDER_ROLES, "admin", "admin", "admin"),
  // Mostly the latest order.
  order: fc.constantFrom(0, 0, 0, 1, 2),
  insists: fc.boolean(),
});

const request: fc.Arbitrary<Deed> = fc.record({
  do: fc.constant("request" as const),
  origin: fc.constantFrom("plan" as const, "inspection" as const, "person" as const),
  mode: fc.constantFrom(undefined, ...MODES),
  number: fc.integer({ min: 1, max: 3 }),
});

const move: fc.Arbitrary<Deed> = fc.record({
  do: fc.constant("move" as const),
  kind: fc.constantFrom("receive" as const, "issue" as const, "reserve" as const, "release" as const, "count" as const),
  quantity: fc.integer({ min: 1, max: 5 }),
  order: fc.constantFrom(0, 0, 1),
});

const death: fc.Arbitrary<Death> = fc.record({
  atEffect: fc.integer({ min: 1, max: 6 }),
  when: fc.constantFrom("before", "after"),
  restarts: fc.boolean(),
});

const deed = fc.oneof(
  { arbitrary: assess, weight: 4 },
  { arbitrary: command, weight: 6 },
  { arbitrary: request, weight: 2 },
  { arbitrary: move, weight: 2 },
);
const attempt = fc
  .tuple(deed, fc.option(death, { nil: undefined, freq: 3 }))
  .map(([each, dies]) => ({ deed: each, ...(dies ? { death: dies } : {}) }));

/**
 * Two at once. The same twice, or two assessments, which then are the same: the broker gives a machine's one after the other, but may give
 * one a second time before it has heard of the first. Two requests are on the same fault, if on one.
 */
const pair: fc.Arbitrary<Step> = fc.tuple(attempt, attempt, fc.boolean()).map(([one, other, alike]) => {
  const same = alike || (one.deed.do === "assess" && other.deed.do === "assess");
  return { deeds: [one, same ? { ...other, deed: one.deed } : other] };
});
const requestPair: fc.Arbitrary<Step> = fc.tuple(request, request).map(([one, other]) => ({
  deeds: [{ deed: one }, { deed: one.do === "request" && other.do === "request" ? { ...other, mode: one.mode } : other }],
}));

const step: fc.Arbitrary<Step> = fc.oneof(
  { arbitrary: attempt.map((each) => ({ deeds: [each] })), weight: 10 },
  { arbitrary: pair, weight: 2 },
  { arbitrary: requestPair, weight: 1 },
);

export const steps: fc.Arbitrary<readonly Step[]> = fc.array(step, { minLength: 5, maxLength: 40, size: "max" });
