import { describe, expect, test } from "@jest/globals";
import { ALARM_EVENT_KINDS, type AlarmState, addSeconds, CONDITION_STATES, type TimeNs } from "@phm/domain";
import fc from "fast-check";
import { type AlarmEvent, type AlarmRecord, initialAlarm, type RecordedTransition } from "./alarm-record.js";
import { MAX_SHELF_S, transition } from "./alarm-transition.js";
import { followCondition } from "./follow-condition.js";
import { IllegalAlarmTransition } from "./illegal-alarm-transition.js";

const START_NS = 1_600_000_000_000_000_000n;
const BY = { actor: "li", reason: "known" };

/** ISA-18.2 figure 4 and IEC 62682, written down here a second time: from which state an alarm may go where. */
const EDGES: Readonly<Record<AlarmState, readonly AlarmState[]>> = {
  normal: ["unacknowledged", "shelved", "suppressed_by_design", "out_of_service"],
  unacknowledged: ["acknowledged", "returned_unacknowledged", "shelved", "suppressed_by_design", "out_of_service"],
  acknowledged: ["normal", "unacknowledged", "shelved", "suppressed_by_design", "out_of_service"],
  returned_unacknowledged: ["normal", "unacknowledged", "shelved", "suppressed_by_design", "out_of_service"],
  shelved: ["normal", "unacknowledged", "suppressed_by_design", "out_of_service"],
  suppressed_by_design: ["normal", "unacknowledged", "out_of_service"],
  out_of_service: ["normal", "unacknowledged", "suppressed_by_design"],
};

const shelf = (timeNs: TimeNs, seconds: number) => ({ untilNs: addSeconds(timeNs, seconds) });

function run(events: readonly (Partial<AlarmEvent> & Pick<AlarmEvent, "kind">)[], from = initialAlarm(START_NS)): AlarmRecord {
  return events.reduce<AlarmRecord>((record, event, i) => transition(record, { ...BY, ...event }, addSeconds(START_NS, i)).record, from);
}

const RAISED = { kind: "raised", condition: "alert" } as const;
const CLEARED = { kind: "cleared", condition: "normal" } as const;

describe("alarm life cycle", () => {
  test.each<[string, (Partial<AlarmEvent> & Pick<AlarmEvent, "kind">)[], AlarmState]>([
    ["raised", [RAISED], "unacknowledged"],
    ["acknowledged", [RAISED, { kind: "acknowledged" }], "acknowledged"],
    ["gone after it was acknowledged", [RAISED, { kind: "acknowledged" }, CLEARED], "normal"],
    ["gone before it was acknowledged", [RAISED, CLEARED], "returned_unacknowledged"],
    ["acknowledged after it was gone", [RAISED, CLEARED, { kind: "acknowledged" }], "normal"],
    ["raised again before it was acknowledged", [RAISED, CLEARED, RAISED], "unacknowledged"],
    ["worse than what was acknowledged", [RAISED, { kind: "acknowledged" }, { kind: "changed", condition: "alarm" }], "unacknowledged"],
    ["raised out of service", [{ kind: "taken_out_of_service" }, RAISED], "out_of_service"],
    ["raised out of service and back", [{ kind: "taken_out_of_service" }, RAISED, { kind: "returned_to_service" }], "unacknowledged"],
    [
      "suppressed while out of service and back",
      [{ kind: "taken_out_of_service" }, { kind: "suppressed" }, { kind: "returned_to_service" }],
      "suppressed_by_design",
    ],
    ["raised while suppressed, and then not", [{ kind: "suppressed" }, RAISED, { kind: "unsuppressed" }], "unacknowledged"],
  ])("%s", (_, events, state) => expect(run(events).state).toBe(state));

  test("milder than what was acknowledged stays acknowledged", () => {
    const events = [{ kind: "raised", condition: "alarm" }, { kind: "acknowledged" }, { kind: "changed", condition: "alert" }] as const;
    expect(run(events)).toMatchObject({ state: "acknowledged", condition: "alert" });
  });

  test("an illegal event names state and event, and changes nothing", () => {
    const record = initialAlarm(START_NS);
    const act = () => transition(record, { kind: "acknowledged", ...BY }, START_NS);
    expect(act).toThrow(IllegalAlarmTransition);
    expect(act).toThrow("an alarm that is normal cannot be acknowledged");
    expect(record).toEqual(initialAlarm(START_NS));
  });

  test.each([0, -1, MAX_SHELF_S + 1])("a shelf of %i s is refused", (seconds) => {
    const act = () => transition(initialAlarm(START_NS), { kind: "shelved", ...BY, ...shelf(START_NS, seconds) }, START_NS);
    expect(act).toThrow("untilNs");
  });

  test("a shelf ends by itself at its time, not before, and a standing alarm is said anew", () => {
    const raised = run([RAISED]);
    const shelved = transition(raised, { kind: "shelved", ...BY, ...shelf(START_NS, 3600) }, START_NS).record;
    expect(followCondition(shelved, "alert", addSeconds(START_NS, 3599)).transitions).toEqual([]);
    const { record, transitions } = followCondition(shelved, "alert", addSeconds(START_NS, 3600));
    expect(transitions).toMatchObject([{ event: "shelf_expired", from: "shelved", to: "unacknowledged" }]);
    expect(record.shelvedUntilNs).toBeNull();
  });

  test("no event order makes an illegal transition, and the history is complete", () => {
    const event = fc.record({
      kind: fc.constantFrom(...ALARM_EVENT_KINDS),
      condition: fc.constantFrom(...CONDITION_STATES),
      waitS: fc.integer({ min: 0, max: 4000 }),
      shelfS: fc.integer({ min: -10, max: 5000 }),
    });
    let accepted = 0;
    fc.assert(
      fc.property(fc.array(event, { minLength: 1, maxLength: 60 }), (events) => {
        let record = initialAlarm(START_NS);
        let timeNs = START_NS;
        const history: RecordedTransition[] = [];
        for (const { kind, condition, waitS, shelfS } of events) {
          timeNs = addSeconds(timeNs, waitS);
          const before = JSON.stringify(record);
          try {
            const done = transition(record, { kind, condition, ...BY, ...shelf(timeNs, shelfS) }, timeNs);
            record = done.record;
            history.push(done.transition);
          } catch (error) {
            expect(["IllegalAlarmTransition", "InvalidValue"]).toContain((error as Error).name);
            expect(JSON.stringify(record)).toBe(before);
          }
        }
        accepted += history.length;
        let state: AlarmState = "normal";
        history.forEach((line, i) => {
          expect(line.sequence).toBe(i + 1);
          expect(line.from).toBe(state);
          if (line.to !== line.from) expect(EDGES[line.from]).toContain(line.to);
          state = line.to;
        });
        expect(record.state).toBe(state);
        expect(record.sequence).toBe(history.length);
        expect(record.shelvedUntilNs !== null).toBe(record.state === "shelved");
        expect(JSON.parse(JSON.stringify(record))).toEqual(record);
      }),
      { numRuns: 500 },
    );
    expect(accepted).toBeGreaterThan(1000);
  });
});

describe("following the condition", () => {
  test("any order of conditions and commands is taken, and the same condition again does nothing", () => {
    const command = fc.constantFrom("acknowledged", "shelved", "unshelved", "taken_out_of_service", "returned_to_service", null);
    const moment = fc.tuple(fc.constantFrom(...CONDITION_STATES), command, fc.integer({ min: 1, max: 3000 }));
    fc.assert(
      fc.property(fc.array(moment, { maxLength: 60 }), (moments) => {
        let record = initialAlarm(START_NS);
        let timeNs = START_NS;
        for (const [condition, kind, waitS] of moments) {
          timeNs = addSeconds(timeNs, waitS);
          const followed = followCondition(record, condition, timeNs);
          record = followed.record;
          expect(followCondition(record, condition, timeNs)).toEqual({ record, transitions: [] });
          const alarming = condition === "alert" || condition === "alarm";
          if (alarming || condition === "normal") expect(record.active).toBe(alarming);
          expect(record.suppressed).toBe(condition === "sensor_fault");
          if (kind === null) continue;
          try {
            record = transition(record, { kind, ...BY, ...shelf(timeNs, 1000) }, timeNs).record;
          } catch (error) {
            expect(error).toBeInstanceOf(IllegalAlarmTransition);
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  test("a machine that is learnt again while its alarm stands is no news", () => {
    const alert = followCondition(initialAlarm(START_NS), "alert", START_NS).record;
    const learning = followCondition(alert, "learning", addSeconds(START_NS, 1));
    expect(learning.transitions).toEqual([]);
    expect(followCondition(learning.record, "alert", addSeconds(START_NS, 2)).transitions).toEqual([]);
  });
});
