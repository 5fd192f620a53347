import { describe, expect, test } from "@jest/globals";
import {
  acquisitionId,
  addSeconds,
  MAX_ATTACHMENT_BYTES,
  ORDER_COMMANDS,
  type OrderCommand,
  type OrderRole,
  type VerdictStatement,
  WORK_ORDER_STATES,
  type WorkOrder,
  type WorkOrderState,
} from "@phm/domain";
import { advisoryAt, REF, START_NS } from "../../test/advisories.js";
import { applyAdvisory } from "../apply-advisory.js";
import { IllegalWorkOrderTransition, RoleMayNot, WorkOrderNotReady } from "../illegal-work-order-transition.js";
import { changeWorkOrder } from "./change-work-order.js";
import { withChecks } from "./order-checklist.js";
import { legalTransitions, ORDER_TRANSITIONS, transitionOf } from "./order-transitions.js";
import { REOPEN_WINDOW_S } from "./reopened-order.js";

const OPEN = applyAdvisory(null, advisoryAt(0, "plan", "bearing_outer_race")) as WorkOrder;
const ADVISORIES = [{ advisory: OPEN.openedBy, acquisition: acquisitionId("a0") }];
const at = (seconds: number) => addSeconds(START_NS, seconds);
const FOUND: VerdictStatement = {
  ...{ result: "confirmed", failureMode: "bearing_inner_race", mechanism: "2.6", cause: "3.4" },
  ...{ workDone: "bearing changed", repaired: true },
};
const NOT_FOUND: VerdictStatement = { result: "not_found", workDone: "looked with a stethoscope", repaired: false };

interface By {
  readonly seconds?: number;
  readonly actor?: string;
  readonly role?: OrderRole;
  readonly commandId?: string;
}
function give(order: WorkOrder, command: OrderCommand, { seconds = 60, actor = " Li ", role = "planner", commandId }: By = {}) {
  const context = { actor, role, timeNs: at(seconds), advisories: ADVISORIES, ...(commandId === undefined ? {} : { commandId }) };
  return changeWorkOrder(order, command, context);
}
/** An order that has taken these commands, one a minute. */
const after = (commands: readonly OrderCommand[], order = OPEN): WorkOrder =>
  commands.reduce((before, command, i) => give(before, command, { seconds: 60 * (i + 1) }).order, order);

const FILE = { name: "photo.jpg", contentType: "image/jpeg", bytes: 1000, sha256: "a".repeat(64) };
/** One command of each kind that nothing but the state can refuse. */
const SAMPLE: { readonly [K in (typeof ORDER_COMMANDS)[number]]: OrderCommand } = {
  acknowledge: { kind: "acknowledge" },
  assign: { kind: "assign", assignee: "Wang" },
  plan: { kind: "plan", startNs: at(3600), endNs: at(7200) },
  start: { kind: "start" },
  hold: { kind: "hold", reason: "no crane" },
  resume: { kind: "resume", note: "" },
  finish: { kind: "finish", note: "new bearing" },
  verify: { kind: "verify", name: "Wang Fang", method: "typed" },
  close: { kind: "close", statement: FOUND },
  cancel: { kind: "cancel", reason: "scrapped" },
  reject: { kind: "reject", reason: "a loose cable" },
  reopen: { kind: "reopen", reason: "noisy again" },
  comment: { kind: "comment", note: "spoke to the operator" },
  tick: { kind: "tick", number: 1 },
  book_time: { kind: "book_time", booking: { person: "Wang", startNs: at(0), minutes: 90 } },
  book_part: { kind: "book_part", booking: { part: "6205-2RS", quantity: 2 } },
  attach: { kind: "attach", file: FILE },
};
const CHECKED = withChecks(OPEN, [{ en: "level is normal", zh: "振动正常" }]);
const inState = (state: WorkOrderState): WorkOrder => ({ ...CHECKED, state });

describe("the table of transitions", () => {
  test("says one thing about a state and command, leaves no ended order, and lets nobody act who only views", () => {
    for (const command of ORDER_COMMANDS) {
      for (const state of WORK_ORDER_STATES) {
        const rows = ORDER_TRANSITIONS.filter((row) => row.command === command && row.from.includes(state));
        expect(rows.length).toBeLessThanOrEqual(1);
        if (["closed", "cancelled", "rejected"].includes(state)) expect(rows[0]?.to).toBeUndefined();
      }
    }
    expect(ORDER_TRANSITIONS.every(({ roles }) => !roles.includes("viewer"))).toBe(true);
  });

  test("lets every state be reached from open, and every standing one end", () => {
    const reached = new Set<WorkOrderState>(["open"]);
    for (const from of reached) for (const { to } of legalTransitions(from)) if (to) reached.add(to);
    expect([...reached].sort()).toEqual([...WORK_ORDER_STATES].sort());
    for (const state of ["open", "done", "verified", "on_hold"] as const) expect(transitionOf(state, "close")?.to).toBe("closed");
  });

  test.each(WORK_ORDER_STATES.flatMap((state) => ORDER_COMMANDS.map((command) => [state, command] as const)))(
    "an order that is %s answers %s as the table says",
    (state, command) => {
      const order = inState(state);
      const ready = command === "verify" ? { ...order, work: { ...order.work!, checklist: [] } } : order;
      const row = transitionOf(state, command);
      if (!row) {
        expect(() => give(ready, SAMPLE[command])).toThrow(
          expect.objectContaining({
            code: "failed_precondition",
            state,
            command,
            legal: legalTransitions(state).map((each) => each.command),
          }),
        );
        return;
      }
      const { order: changed, opened } = give(ready, SAMPLE[command]);
      expect(changed.state).toBe(row.to ?? state);
      expect(opened?.state).toBe(command === "reopen" && state !== "verified" ? "open" : undefined);
      expect(() => give(ready, SAMPLE[command], { role: "viewer" })).toThrow(RoleMayNot);
    },
  );

  test("an illegal command is told what is, and who brought the order into its state", () => {
    const held = after([SAMPLE.acknowledge, SAMPLE.hold, SAMPLE.comment]);
    const finish = () => give(held, SAMPLE.finish);
    expect(finish).toThrow(IllegalWorkOrderTransition);
    expect(finish).toThrow(
      `work order ${OPEN.id} is on_hold (by Li, 2020-09-13T12:28:40Z) and cannot be finished; legal now: assign, plan,`,
    );
    expect(() => give(inState("on_the_moon" as never), SAMPLE.cancel)).toThrow(expect.objectContaining({ legal: [] }));
  });

  test("who may not is told who may", () => {
    expect(() => give(OPEN, SAMPLE.plan, { role: "technician" })).toThrow("a technician may not plan; who may: planner, admin");
    expect(() => give(OPEN, SAMPLE.plan, { role: "technician" })).toThrow(expect.objectContaining({ code: "permission_denied" }));
  });
});

describe("work on an order", () => {
  test("is told from the acknowledgement to the signature, each with its number, time and person", () => {
    const order = after([SAMPLE.acknowledge, SAMPLE.assign, SAMPLE.plan, SAMPLE.start, SAMPLE.finish, SAMPLE.verify]);
    expect(order.work).toMatchObject({ assignee: "Wang", plannedStartNs: at(3600), doneNs: at(300) });
    expect(order.work?.signature).toEqual({ person: "Li", method: "typed", timeNs: at(360) });
    expect(JSON.stringify(order, (_, value) => (typeof value === "bigint" ? String(value) : value))).not.toContain("Wang Fang");
    expect(order.history.map(({ sequence, kind, state, note }) => [sequence, kind, state, note])).toEqual([
      [1, "opened", "open", "plan: bearing_outer_race at h"],
      [2, "acknowledged", "acknowledged", ""],
      [3, "assigned", undefined, "to Wang"],
      [4, "planned", "planned", "2020-09-13T13:26:40Z to 2020-09-13T14:26:40Z"],
      [5, "started", "in_progress", ""],
      [6, "finished", "done", "new bearing"],
      [7, "verified", "verified", "signed, typed"],
    ]);
    expect(order.eventCount).toBe(7);
  });

  test("a hold has a reason as long as it lasts; work that goes on has neither end nor signature", () => {
    const held = after([SAMPLE.start, SAMPLE.hold]);
    expect(held).toMatchObject({ state: "on_hold", work: { holdReason: "no crane" } });
    expect(after([SAMPLE.resume], held).work).not.toHaveProperty("holdReason");
    expect(() => give(OPEN, { kind: "hold", reason: " " })).toThrow(IllegalWorkOrderTransition);
    expect(() => give(inState("planned"), { kind: "hold", reason: " " })).toThrow(expect.objectContaining({ field: "reason" }));
    const again = after([SAMPLE.start, SAMPLE.finish, SAMPLE.verify, SAMPLE.reopen]);
    expect(again).toMatchObject({ id: OPEN.id, state: "in_progress" });
    expect(again.work).not.toHaveProperty("doneNs");
    expect(again.work).not.toHaveProperty("signature");
  });

  test("an assignment can be taken back", () => {
    const assigned = after([SAMPLE.assign, { kind: "assign" }]);
    expect(assigned.work).not.toHaveProperty("assignee");
    expect(assigned.history.at(-1)?.note).toBe("to nobody");
  });

  test("the checklist keeps who ticked what, with the reading, and must be done before the work is verified", () => {
    const done = after([SAMPLE.start, SAMPLE.finish], CHECKED);
    expect(() => give(done, SAMPLE.verify)).toThrow(WorkOrderNotReady);
    expect(() => give(done, SAMPLE.verify)).toThrow("item 1 of its checklist is not ticked");
    const tick = { kind: "tick", number: 1, reading: 1.2, unit: "mm/s", note: " warm " } as const;
    const ticked = give(done, tick, { seconds: 120 }).order;
    expect(ticked.work?.checklist[0]?.tick).toEqual({ person: "Li", timeNs: at(120), reading: 1.2, unit: "mm/s", note: "warm" });
    expect(ticked.history.at(-1)?.note).toBe("item 1: 1.2 mm/s, warm");
    expect(give(ticked, SAMPLE.verify).order.state).toBe("verified");
    expect(withChecks(ticked, [{ en: "level is normal", zh: "振动正常" }])).toBe(ticked);
    expect(() => give(done, { kind: "tick", number: 2 })).toThrow(expect.objectContaining({ field: "number", limit: "1 to 1" }));
  });

  test.each<[string, OrderCommand]>([
    ["text", { kind: "comment", note: "" }],
    ["assignee", { kind: "assign", assignee: " " }],
    ["end", { kind: "plan", startNs: at(10), endNs: at(10) }],
    ["start", { kind: "plan", startNs: 0n, endNs: at(10) }],
    ["reading", { kind: "tick", number: 1, reading: Number.NaN }],
    ["unit", { kind: "tick", number: 1, unit: "x".repeat(21) }],
    ["booking.minutes", { kind: "book_time", booking: { person: "Li", startNs: at(0), minutes: 0 } }],
    ["booking.minutes", { kind: "book_time", booking: { person: "Li", startNs: at(0), minutes: Number.NaN } }],
    ["booking.person", { kind: "book_time", booking: { person: "", startNs: at(0), minutes: 5 } }],
    ["booking.ratePerHour", { kind: "book_time", booking: { person: "Li", startNs: at(0), minutes: 5, ratePerHour: -1 } }],
    ["booking.quantity", { kind: "book_part", booking: { part: "6205", quantity: -1 } }],
    ["booking.part", { kind: "book_part", booking: { part: "", quantity: 1 } }],
    ["booking.costPerUnit", { kind: "book_part", booking: { part: "6205", quantity: 1, costPerUnit: Number.POSITIVE_INFINITY } }],
    ["bytes", { kind: "attach", file: { ...FILE, bytes: MAX_ATTACHMENT_BYTES + 1 } }],
    ["name", { kind: "attach", file: { ...FILE, name: "../../etc/passwd" } }],
    ["contentType", { kind: "attach", file: { ...FILE, contentType: "text/html" } }],
    ["sha256", { kind: "attach", file: { ...FILE, sha256: "A" } }],
  ])("a bad %s is refused by name", (field, command) => {
    expect(() => give(CHECKED, command)).toThrow(expect.objectContaining({ field }));
  });

  test("the same command id, and the same file, change nothing; without them a booking is one more", () => {
    const once = give(OPEN, SAMPLE.book_time, { commandId: "c-1" }).order;
    expect(give(once, SAMPLE.book_time, { commandId: "c-1" }).order).toBe(once);
    expect(give(once, SAMPLE.book_time, { commandId: "c-2" }).order.work?.timeBookings).toHaveLength(2);
    const attached = give(OPEN, SAMPLE.attach).order;
    expect(give(attached, { kind: "attach", file: { ...FILE, name: "again.jpg" } }).order).toBe(attached);
  });

  test("an advisory finds an order that people work on, and enriches it in its state", () => {
    const started = after([SAMPLE.start]);
    const enriched = applyAdvisory(started, advisoryAt(30, "act_now", "bearing_outer_race"))!;
    expect(enriched).toMatchObject({ id: OPEN.id, state: "in_progress", tier: "act_now", updatedNs: at(60) });
    expect(enriched.history.at(-1)).toMatchObject({ kind: "escalated", timeNs: at(60) });
  });
});

describe("the end of an order", () => {
  test("gives it its verdict with its links, by whom and when", () => {
    const { order, verdict } = give(OPEN, SAMPLE.close);
    expect(order).toMatchObject({ id: OPEN.id, state: "closed", updatedNs: at(60), endedNs: at(60) });
    const note = "confirmed (bearing_inner_race, mechanism 2.6, cause 3.4), repaired: bearing changed";
    expect(order.history.at(-1)).toEqual({ sequence: 2, timeNs: at(60), kind: "closed", state: "closed", actor: "Li", note });
    expect(verdict).toEqual({
      ...FOUND,
      ...{ id: `acme:north:pump:${OPEN.id}:verdict`, ref: REF, workOrder: OPEN.id, component: "bearing" },
      ...{ advised: "bearing_outer_race", timeNs: at(60), actor: "Li", advisories: ADVISORIES },
    });
    const nothing = give(OPEN, { kind: "close", statement: NOT_FOUND }).order;
    expect(nothing.history.at(-1)?.note).toBe("not_found, not repaired: looked with a stethoscope");
  });

  test("is dated by when the work was finished, unless the person says otherwise", () => {
    const done = after([SAMPLE.start, SAMPLE.finish]);
    expect(give(done, SAMPLE.close, { seconds: 9_000 }).verdict?.timeNs).toBe(at(120));
    expect(give(done, { kind: "close", statement: FOUND, timeNs: at(90) }, { seconds: 9_000 }).verdict?.timeNs).toBe(at(90));
    expect(() => give(done, { kind: "close", statement: FOUND, timeNs: at(-1) })).toThrow(expect.objectContaining({ field: "timeNs" }));
  });

  test.each<[string, Partial<VerdictStatement>]>([
    ["statement.failureMode", { failureMode: "imbalance" }],
    ["statement.result", { result: "maybe" as never }],
    ["statement.workDone", { workDone: " " }],
    ["statement.workDone", { workDone: "x".repeat(2001) }],
    ["statement.mechanism", { result: "not_found" }],
    ["statement.failureMode", { result: "not_found", mechanism: undefined as never, cause: undefined as never }],
    ["statement.failedNs", { failedNs: at(61) }],
  ])("a bad %s is refused by name", (field, wrong) => {
    expect(() => give(OPEN, { kind: "close", statement: { ...FOUND, ...wrong } })).toThrow(expect.objectContaining({ field }));
  });

  test.each(["failureMode", "mechanism", "cause"] as const)("what was confirmed has a %s", (field) => {
    const { [field]: _, ...rest } = FOUND;
    const close = () => give(OPEN, { kind: "close", statement: rest as VerdictStatement });
    expect(close).toThrow(expect.objectContaining({ field: `statement.${field}` }));
  });

  test("something else may be of another family, or have no failure mode of ours", () => {
    const { failureMode: _, ...rest } = FOUND;
    const other = (statement: VerdictStatement) => give(OPEN, { kind: "close", statement: { ...statement, result: "other" } }).verdict;
    expect(other({ ...FOUND, failureMode: "imbalance" })?.failureMode).toBe("imbalance");
    expect(other(rest)).not.toHaveProperty("failureMode");
  });

  test("a false alarm is rejected with a reason, and its verdict is that nothing was found", () => {
    const { order, verdict } = give(OPEN, SAMPLE.reject);
    expect(order).toMatchObject({ state: "rejected", history: [{}, { kind: "rejected", note: "a loose cable" }] });
    expect(verdict).toMatchObject({ result: "not_found", workDone: "a loose cable", repaired: false, timeNs: at(60) });
    expect(order.work).toBeUndefined();
  });

  test("cancelling needs a reason and an actor, and gives no verdict", () => {
    const { order, verdict } = give(OPEN, SAMPLE.cancel);
    expect([order.state, order.history.at(-1)?.note, verdict]).toEqual(["cancelled", "scrapped", undefined]);
    expect(() => give(OPEN, { kind: "cancel", reason: "" })).toThrow(expect.objectContaining({ field: "reason" }));
    expect(() => give(OPEN, SAMPLE.cancel, { actor: "" })).toThrow(expect.objectContaining({ field: "actor" }));
  });

  test("what is said of it afterwards does not move its end", () => {
    const closed = give(OPEN, SAMPLE.close).order;
    const told = give(closed, SAMPLE.comment, { seconds: 500 }).order;
    expect(told).toMatchObject({ state: "closed", endedNs: at(60), updatedNs: at(500) });
    expect(applyAdvisory(told, advisoryAt(100, "plan", "bearing_outer_race"))).toMatchObject({ state: "open", previousOrder: OPEN.id });
  });
});

describe("a fault that comes back", () => {
  const closed = give(OPEN, SAMPLE.close).order;

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

  test("a person reopens it within the window: a new order that names it, with as much time, and the old one as it was", () => {
    const { order, opened } = give(closed, SAMPLE.reopen, { seconds: 60 + REOPEN_WINDOW_S });
    expect(order).toBe(closed);
    expect(opened).toMatchObject({ state: "open", previousOrder: closed.id, failureMode: closed.failureMode, latest: closed.latest });
    expect(opened?.id).not.toBe(closed.id);
    expect(opened?.history).toMatchObject([
      { sequence: 1, kind: "reopened", actor: "Li", note: `noisy again, after ${closed.id} (closed)` },
    ]);
    expect(opened!.dueNs - opened!.openedNs).toBe(closed.dueNs - closed.openedNs);
    expect(() => give(closed, SAMPLE.reopen, { seconds: 61 + REOPEN_WINDOW_S })).toThrow(/reopened until 2020-10-13T12:27:40Z/);
    expect(() => give(closed, { kind: "reopen", reason: "" })).toThrow(expect.objectContaining({ field: "reason" }));
  });
});
