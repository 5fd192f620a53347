import { describe, expect, test } from "@jest/globals";
import { type EnterpriseOrderEvent, EXTERNAL_STATES, type WorkOrder } from "@phm/domain";
import fc from "fast-check";
import { advisoryAt, START_NS } from "../../test/advisories.js";
import { applyAdvisory } from "../apply-advisory.js";
import { changeWorkOrder } from "../work-order/change-work-order.js";
import { commandsOfEvent } from "./commands-of-event.js";

const OPEN = applyAdvisory(null, advisoryAt(0, "plan", "imbalance")) as WorkOrder;
const WINDOW = { plannedStartNs: START_NS + 1_000n, plannedEndNs: START_NS + 2_000n };

const eventOf = (sequence: number, more: Partial<EnterpriseOrderEvent> = {}): EnterpriseOrderEvent => ({
  ...{ kind: "order", id: `e${sequence}`, sequence, order: OPEN.id, note: "" },
  ...more,
});

/** Carries out what an event asks for, as the desk does. */
function take(order: WorkOrder, event: EnterpriseOrderEvent): WorkOrder {
  return commandsOfEvent(order, event).reduce(
    (now, command) => {
      const context = {
        actor: "eam",
        role: "planner",
        timeNs: START_NS,
        advisories: [],
        commandId: `${event.id}:${command.kind}`,
      } as const;
      return changeWorkOrder(now, command, context).order;
    },
    OPEN === order ? OPEN : order,
  );
}

/** Of events that may come twice and in any order the largest sequence counts. */
function takeAll(events: readonly EnterpriseOrderEvent[]): WorkOrder {
  let latest = Number.NEGATIVE_INFINITY;
  return events.reduce((order, event) => {
    if (event.sequence <= latest) return order;
    latest = event.sequence;
    return take(order, event);
  }, OPEN);
}

/** A course of work as such systems tell it: forward, each event with all that is known by then. */
const course = fc
  .tuple(fc.subarray(["open", "acknowledged", "in_progress", "done"] as const, { minLength: 1 }), fc.boolean())
  .map(([states, isPlanned]) => states.map((state, i) => eventOf(i + 1, { state, ...(isPlanned ? WINDOW : {}) })));

describe("what another system tells of an order", () => {
  test("comes to the same in any order and any number", () => {
    fc.assert(
      fc.property(course, fc.infiniteStream(fc.nat()), (events, chance) => {
        const inOrder = takeAll(events);
        const shuffled = [...events, ...events]
          .map((event) => ({ event, at: chance.next().value as number }))
          .sort((a, b) => a.at - b.at)
          .map(({ event }) => event);
        const { state, work } = takeAll(shuffled);
        expect({ state, planned: work?.plannedStartNs }).toEqual({ state: inOrder.state, planned: inOrder.work?.plannedStartNs });
      }),
    );
  });

  test.each(EXTERNAL_STATES)("that it is %s is told once: told again it asks for nothing", (state) => {
    const order = take(OPEN, eventOf(1, { state, note: "why" }));
    expect(commandsOfEvent(order, eventOf(2, { state, note: "why" }))).toEqual([]);
  });

  test("a step that is behind us is no news, and a plan for work that has begun neither", () => {
    const begun = take(OPEN, eventOf(1, { state: "in_progress" }));
    expect(commandsOfEvent(begun, eventOf(2, { state: "acknowledged", ...WINDOW }))).toEqual([]);
  });

  test("a plan that is moved is planned anew", () => {
    const planned = take(OPEN, eventOf(1, WINDOW));
    expect(planned.state).toBe("planned");
    expect(commandsOfEvent(planned, eventOf(2, { ...WINDOW, plannedEndNs: START_NS + 3_000n }))).toMatchObject([{ kind: "plan" }]);
  });

  test("work that was held goes on", () => {
    const held = take(take(OPEN, eventOf(1, { state: "in_progress" })), eventOf(2, { state: "on_hold", note: "no part" }));
    expect([held.state, take(held, eventOf(3, { state: "done" })).state]).toEqual(["on_hold", "done"]);
  });
});
