import { describe, expect, test } from "@jest/globals";
import { acquisitionId, addSeconds, VERDICT_RESULTS, type VerdictStatement, type WorkOrder } from "@phm/domain";
import fc from "fast-check";
import { advisoryAt, REF, START_NS } from "../test/advisories.js";
import { applyAdvisory } from "./apply-advisory.js";
import { cancelWorkOrder, closeWorkOrder } from "./close-work-order.js";
import { IllegalWorkOrderTransition } from "./illegal-work-order-transition.js";
import { MAX_HISTORY } from "./order-history.js";
import { REOPEN_WINDOW_S } from "./reopened-order.js";

const OPEN = applyAdvisory(null, advisoryAt(0, "plan", "bearing_outer_race")) as WorkOrder;
const ADVISORIES = [{ advisory: OPEN.openedBy, acquisition: acquisitionId("a0") }];
const FOUND: VerdictStatement = {
  result: "confirmed",
  failureMode: "bearing_inner_race",
  mechanism: "2.6",
  cause: "3.4",
  workDone: "bearing changed",
  repaired: true,
};
const NOT_FOUND: VerdictStatement = { result: "not_found", workDone: "looked with a stethoscope", repaired: false };
const at = (seconds: number) => addSeconds(START_NS, seconds);
const close = (statement: VerdictStatement, order = OPEN, seconds = 60) =>
  closeWorkOrder(order, { statement, actor: " Li ", timeNs: at(seconds), advisories: ADVISORIES });

describe("closing a work order", () => {
  test("gives the order its end and the verdict its links, by whom and when", () => {
    const { order, verdict } = close(FOUND);
    expect(order).toMatchObject({ id: OPEN.id, state: "closed", updatedNs: at(60) });
    expect(order.history.at(-1)).toEqual({
      timeNs: at(60),
      kind: "closed",
      actor: "Li",
      note: "confirmed (bearing_inner_race, mechanism 2.6, cause 3.4), repaired: bearing changed",
    });
    expect(verdict).toEqual({
      ...FOUND,
      id: `acme:north:pump:${OPEN.id}:verdict`,
      ref: REF,
      workOrder: OPEN.id,
      component: "bearing",
      advised: "bearing_outer_race",
      timeNs: at(60),
      actor: "Li",
      advisories: ADVISORIES,
    });
    expect(close(NOT_FOUND).order.history.at(-1)?.note).toBe("not_found, not repaired: looked with a stethoscope");
  });

  test.each<[string, Partial<VerdictStatement>]>([
    ["statement.failureMode", { failureMode: "imbalance" }],
    ["statement.result", { result: "maybe" as never }],
    ["statement.workDone", { workDone: " " }],
    ["statement.workDone", { workDone: "x".repeat(2001) }],
    ["statement.mechanism", { result: "not_found" }],
    ["statement.failureMode", { result: "not_found", mechanism: undefined as never, cause: undefined as never }],
  ])("a bad %s is refused by name", (field, wrong) => {
    expect(() => close({ ...FOUND, ...wrong })).toThrow(expect.objectContaining({ field }));
  });

  test.each(["failureMode", "mechanism", "cause"] as const)("what was confirmed has a %s", (field) => {
    const { [field]: _, ...rest } = FOUND;
    expect(() => close(rest as VerdictStatement)).toThrow(expect.objectContaining({ field: `statement.${field}` }));
  });

  test("something else may be of another family, or have no failure mode of ours", () => {
    expect(close({ ...FOUND, result: "other", failureMode: "imbalance" }).verdict.failureMode).toBe("imbalance");
    const { failureMode: _, ...rest } = FOUND;
    expect(close({ ...rest, result: "other" }).verdict).not.toHaveProperty("failureMode");
  });

  test("an actor is needed, and a time not before the order", () => {
    const closing = { statement: FOUND, actor: "", timeNs: at(0), advisories: ADVISORIES };
    expect(() => closeWorkOrder(OPEN, closing)).toThrow(expect.objectContaining({ field: "actor" }));
    expect(() => close(FOUND, OPEN, -1)).toThrow(expect.objectContaining({ field: "timeNs" }));
  });

  test("an order that has ended is refused with who ended it, whatever its state is called", () => {
    const { order } = close(FOUND);
    const again = () => close(NOT_FOUND, order);
    expect(again).toThrow(IllegalWorkOrderTransition);
    expect(again).toThrow(`work order ${OPEN.id} is closed (by Li, 2020-09-13T12:27:40Z) and cannot be closed`);
    const unknown = { ...OPEN, state: "on_the_moon" as never };
    expect(() => cancelWorkOrder(unknown, { actor: "Li", reason: "why not", timeNs: at(1) })).toThrow(
      expect.objectContaining({ code: "failed_precondition", state: "on_the_moon", to: "cancelled" }),
    );
  });

  test("cancelling needs a reason and tells it", () => {
    const cancel = (reason: string) => cancelWorkOrder(OPEN, { actor: "Li", reason, timeNs: at(5) });
    expect(cancel("machine scrapped")).toMatchObject({
      state: "cancelled",
      history: [{}, { kind: "cancelled", note: "machine scrapped" }],
    });
    expect(() => cancel("")).toThrow(expect.objectContaining({ field: "reason" }));
  });
});

describe("a fault that comes back", () => {
  const { order: closed } = close(FOUND);

  test.each([
    ["within 30 days of the end is linked", 60 + REOPEN_WINDOW_S, closed.id],
    ["later is not", 61 + REOPEN_WINDOW_S, undefined],
  ])("%s", (_, seconds, previous) => {
    const next = applyAdvisory(closed, advisoryAt(seconds, "plan", "bearing_outer_race"));
    expect(next).toMatchObject({ state: "open", advisoryCount: 1 });
    expect(next?.id).not.toBe(closed.id);
    expect(next?.previousOrder).toBe(previous);
    expect(next?.history[0]?.note.includes(closed.id)).toBe(previous !== undefined);
  });

  test("what was measured before the work was done does not open it again", () => {
    expect(applyAdvisory(closed, advisoryAt(60, "act_now", "bearing_outer_race"))).toBe(closed);
  });

  test("under any stream of advisories and endings an order ends once, and every history begins with the opening", () => {
    const event = fc.oneof(
      fc.constantFrom("plan" as const, "act_now" as const, "watch" as const),
      fc.constantFrom(...VERDICT_RESULTS, "cancel" as const),
    );
    fc.assert(
      fc.property(fc.array(event, { maxLength: 60 }), (events) => {
        const orders = new Map<string, WorkOrder>();
        let current: WorkOrder | null = null;
        for (const [i, kind] of events.entries()) {
          const seconds = 10 * i;
          if (kind === "plan" || kind === "act_now" || kind === "watch")
            current = applyAdvisory(current, advisoryAt(seconds, kind, "gear"));
          else if (current?.state === "open") current = endWith(current, kind, seconds);
          else if (current) expect(() => endWith(current as WorkOrder, kind, seconds)).toThrow(IllegalWorkOrderTransition);
          if (current) orders.set(current.id, current);
        }
        const all = [...orders.values()];
        for (const { history, state, id } of all) {
          expect(history[0]?.kind).toBe("opened");
          expect(history.length).toBeLessThanOrEqual(MAX_HISTORY);
          expect(history.filter(({ kind }) => kind === "closed" || kind === "cancelled")).toHaveLength(state === "open" ? 0 : 1);
          if (id !== current?.id) expect(state).not.toBe("open");
        }
        for (const [i, { previousOrder }] of all.entries()) expect(previousOrder).toBe(all[i - 1]?.id);
      }),
    );
  });

  function endWith(order: WorkOrder, kind: (typeof VERDICT_RESULTS)[number] | "cancel", seconds: number): WorkOrder {
    if (kind === "cancel") return cancelWorkOrder(order, { actor: "Li", reason: "no", timeNs: at(seconds) });
    const statement = { ...FOUND, result: kind, failureMode: "gear" } as const;
    return close(kind === "not_found" ? NOT_FOUND : statement, order, seconds).order;
  }
});
