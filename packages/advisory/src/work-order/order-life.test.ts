import { describe, expect, test } from "@jest/globals";
import {
  addSeconds,
  isStanding,
  ORDER_COMMANDS,
  ORDER_ROLES,
  type OrderCommand,
  type OrderRole,
  TIERS,
  type Tier,
  type WorkOrder,
} from "@phm/domain";
import fc from "fast-check";
import { advisoryAt, START_NS } from "../../test/advisories.js";
import { assessmentAt } from "../../test/assessments.js";
import { applyAdvisory } from "../apply-advisory.js";
import { MAX_HISTORY } from "../order-history.js";
import { changeWorkOrder } from "./change-work-order.js";
import { followCourse } from "./follow-course.js";
import { withChecks } from "./order-checklist.js";
import { transitionOf } from "./order-transitions.js";

/** All orders on one fault, as a service would keep them, and every event that ever was. */
class Real {
  readonly orders: WorkOrder[] = [];
  readonly events = new Map<string, number[]>();
  seconds = 0;

  get last(): WorkOrder | undefined {
    return this.orders.at(-1);
  }

  /** Takes an order as it is since; checks what must hold between the two. */
  take(after: WorkOrder): void {
    const before = this.orders.find(({ id }) => id === after.id);
    if (!before) this.orders.push(after);
    else this.orders[this.orders.indexOf(before)] = after;
    const seen = this.events.get(after.id) ?? [];
    const news = after.history.filter(({ sequence }) => sequence > (before?.eventCount ?? 0));
    this.events.set(after.id, [...seen, ...news.map(({ sequence }) => sequence)]);
    expect(after.eventCount).toBeGreaterThanOrEqual(before?.eventCount ?? 1);
    if (before && before.state !== after.state) expect(news.map(({ state }) => state)).toContain(after.state);
    if (before && !isStanding(before)) expect(after.state).toBe(before.state);
  }

  check(): void {
    expect(this.orders.filter(isStanding).length).toBeLessThanOrEqual(1);
    for (const [i, { id, history, eventCount, state }] of this.orders.entries()) {
      expect(this.events.get(id)).toEqual(Array.from({ length: eventCount }, (_, n) => n + 1));
      expect(history.length).toBe(Math.min(eventCount, MAX_HISTORY));
      expect(["opened", "reopened"]).toContain(history[0]?.kind);
      for (const [n, event] of history.entries()) if (n > 0) expect(event.timeNs >= history[n - 1]!.timeNs).toBe(true);
      expect(history.findLast((event) => event.state !== undefined)?.state ?? state).toBe(state);
      if (i < this.orders.length - 1) expect(isStanding({ state })).toBe(false);
    }
  }
}

type Model = object;
const MODEL: Model = {};

/** What may happen next: an advisory, an assessment or a person's command. */
class Step implements fc.Command<Model, Real> {
  constructor(
    private readonly name: string,
    private readonly act: (real: Real) => void,
  ) {}
  check = () => true;
  run(_model: Model, real: Real): void {
    real.seconds += 10;
    this.act(real);
    real.check();
  }
  toString = () => this.name;
}

const CHECKS = [{ en: "runs quietly", zh: "运行平稳" }];

const advised = (tier: Tier) =>
  new Step(`advisory ${tier}`, (real) => {
    const before = real.last ?? null;
    const after = applyAdvisory(before, advisoryAt(real.seconds, tier, "gear"));
    if (before && isStanding(before)) expect(after?.id).toBe(before.id);
    if (after && after !== before) real.take(after.id === before?.id ? after : withChecks(after, CHECKS));
  });

const assessed = (state: "normal" | "alert" | "alarm" | "learning", levelRatio: number) =>
  new Step(`assessed ${state} ${levelRatio}`, (real) => {
    for (const order of [...real.orders]) {
      const after = followCourse(order, assessmentAt(real.seconds, { state, levelRatio, sinceS: 0 }), 10, {});
      if (after !== order) real.take(after);
    }
  });

const commanded = (command: OrderCommand, role: OrderRole, delayS: number) =>
  new Step(`${role}: ${command.kind}`, (real) => {
    const order = real.last;
    if (!order) return;
    real.seconds += delayS;
    const give = () => changeWorkOrder(order, command, { actor: "Li", role, timeNs: addSeconds(START_NS, real.seconds), advisories: [] });
    const row = transitionOf(order.state, command.kind);
    if (!row) return expect(give).toThrow("legal now");
    if (!row.roles.includes(role)) return expect(give).toThrow("may not");
    const isReady = command.kind !== "verify" || (order.work?.checklist ?? []).every(({ tick }) => tick);
    if (!isReady) return expect(give).toThrow("not ticked");
    const { order: changed, opened, verdict } = give();
    expect(changed.state).toBe(row.to ?? order.state);
    expect(verdict !== undefined).toBe(command.kind === "close" || command.kind === "reject");
    if (changed !== order) real.take(changed);
    if (opened) real.take(withChecks(opened, CHECKS));
  });

const FOUND = { result: "confirmed", failureMode: "gear", mechanism: "2.6", cause: "3.4", workDone: "new wheel", repaired: true } as const;

function commandOf(kind: (typeof ORDER_COMMANDS)[number]): OrderCommand {
  switch (kind) {
    case "acknowledge":
    case "start":
      return { kind };
    case "assign":
      return { kind, assignee: "Wang" };
    case "plan":
      return { kind, startNs: START_NS, endNs: START_NS + 1n };
    case "resume":
    case "finish":
    case "comment":
      return { kind, note: "so" };
    case "hold":
    case "cancel":
    case "reject":
    case "reopen":
      return { kind, reason: "because" };
    case "verify":
      return { kind, name: "Wang", method: "drawn" };
    case "close":
      return { kind, statement: FOUND };
    case "tick":
      return { kind, number: 1 };
    case "book_time":
      return { kind, booking: { person: "Li", startNs: START_NS, minutes: 10 } };
    case "book_part":
      return { kind, booking: { part: "Z32", quantity: 1 } };
    case "attach":
      return { kind, file: { name: "a.png", contentType: "image/png", bytes: 1, sha256: "b".repeat(64) } };
  }
}

const steps = [
  fc.constantFrom(...TIERS).map(advised),
  fc
    .tuple(fc.constantFrom("normal" as const, "alert" as const, "alarm" as const, "learning" as const), fc.integer({ min: 1, max: 9 }))
    .map(([state, ratio]) => assessed(state, ratio)),
  fc
    .tuple(fc.constantFrom(...ORDER_COMMANDS), fc.constantFrom(...ORDER_ROLES), fc.constantFrom(0, 0, 3600))
    .map(([kind, role, delayS]) => commanded(commandOf(kind), role, delayS)),
  // Half of all commands come from somebody who may give any.
  fc.constantFrom(...ORDER_COMMANDS).map((kind) => commanded(commandOf(kind), "admin", 0)),
];

describe("the life of orders on one fault", () => {
  test("under any commands, advisories and assessments only the table's steps are taken, one order stands, and every event is on record in order", () => {
    fc.assert(
      fc.property(fc.commands(steps, { maxCommands: 80, size: "max" }), (commands) => {
        fc.modelRun(() => ({ model: MODEL, real: new Real() }), commands);
      }),
      { numRuns: 60 },
    );
  });
});
