import { describe, expect, test } from "@jest/globals";
import { addSeconds, type FailureFamily } from "@phm/domain";
import { START_NS } from "../test/advisories.js";
import { assessmentAt, CONFIG, type Seen } from "../test/assessments.js";
import { advise } from "./advise.js";
import { type AdvisoryState, initialAdvisoryState } from "./advisory-state.js";
import { GROWN_RATIO, judgeStatement } from "./judge-statement.js";

/** One asset's adviser, a step of ten seconds at a time. */
class Adviser {
  state: AdvisoryState = initialAdvisoryState();
  nowS = 0;

  see(seen: Seen): string | null {
    this.nowS += 10;
    const [next, advisory] = advise(this.state, assessmentAt(this.nowS, { sinceS: 0, ...seen }), CONFIG);
    expect(JSON.parse(JSON.stringify(next))).toEqual(next);
    this.state = next;
    return advisory && `${advisory.tier} ${advisory.failureMode}`;
  }

  judge(repaired: boolean, family: FailureFamily = "bearing", atS = this.nowS): void {
    this.state = judgeStatement(this.state, { family, atNs: addSeconds(START_NS, atS), repaired });
  }
}

const ALERT: Seen = { state: "alert", mode: "bearing_outer_race", levelRatio: 2 };
const ALARM: Seen = { ...ALERT, state: "alarm" };
const NORMAL: Seen = { state: "normal", levelRatio: 1 };

function judgedAfter(seen: Seen, repaired: boolean): Adviser {
  const adviser = new Adviser();
  expect(adviser.see(seen)).not.toBeNull();
  adviser.judge(repaired);
  return adviser;
}

describe("what a person has judged", () => {
  test("unchanged evidence does not say again, however long it stands, hovers or is silenced by a sensor", () => {
    const adviser = judgedAfter(ALERT, false);
    const hovering: Seen[] = [ALERT, { ...ALERT, confidence: 0.3 }, { state: "alert" }, { state: "sensor_fault" }];
    for (let i = 0; i < 50; i++) for (const seen of hovering) expect(adviser.see(seen)).toBeNull();
  });

  test.each<[string, Seen, string]>([
    ["more urgent", ALARM, "act_now bearing_outer_race"],
    ["half as loud again", { ...ALERT, levelRatio: 2 * GROWN_RATIO }, "plan bearing_outer_race"],
  ])("evidence that is %s speaks again, once", (_, grown, said) => {
    const adviser = judgedAfter(ALERT, false);
    expect(adviser.see({ ...ALERT, levelRatio: 2 * GROWN_RATIO - 0.01 })).toBeNull();
    expect(adviser.see(grown)).toBe(said);
    expect(adviser.see(grown)).toBeNull();
  });

  test("a general degradation that gets a name speaks again, a name that changes does not", () => {
    const general = judgedAfter({ ...ALERT, mode: "degradation_general" }, false);
    expect(general.see(ALERT)).toBe("plan bearing_outer_race");
    const named = judgedAfter(ALERT, false);
    expect(named.see({ ...ALERT, mode: "bearing_inner_race", confidence: 0.99 })).toBeNull();
  });

  test("after the condition was normal once, the same rise is a new fault", () => {
    const adviser = judgedAfter(ALERT, false);
    expect(adviser.see(NORMAL)).toBeNull();
    expect(adviser.see(ALERT)).toBe("plan bearing_outer_race");
  });

  test("after a repair nothing speaks until the new baseline counts, then everything does", () => {
    const adviser = judgedAfter(ALERT, true);
    expect(adviser.see({ ...ALARM, levelRatio: 9 })).toBeNull();
    expect(adviser.see({ state: "learning" })).toBeNull();
    expect(adviser.see(ALERT)).toBe("plan bearing_outer_race");
  });

  test("a repaired machine that stands in alarm from its first acquisition on is not silenced", () => {
    const adviser = judgedAfter(ALARM, true);
    expect(adviser.see({ ...ALARM, sinceS: adviser.nowS + 10 })).toBe("act_now bearing_outer_race");
  });

  test("a sensor that was looked at is silent until its fault is gone once", () => {
    const fault: Seen = { state: "sensor_fault", mode: "sensor_fault" };
    const adviser = new Adviser();
    expect(adviser.see(fault)).toBe("plan sensor_fault");
    adviser.judge(true, "sensor");
    expect(adviser.see(fault)).toBeNull();
    expect(adviser.see(ALERT)).toBe("plan bearing_outer_race");
    expect(adviser.see(fault)).toBe("plan sensor_fault");
  });

  test("another family is not touched, nor what was said after the work was done, nor what is judged again", () => {
    const adviser = judgedAfter(ALERT, false);
    expect(adviser.see({ state: "alert", mode: "imbalance" })).toBe("plan imbalance");
    const { state } = adviser;
    adviser.judge(true, "rotor", adviser.nowS - 1);
    adviser.judge(true, "bearing");
    adviser.judge(true, "gear");
    expect(adviser.state).toBe(state);
  });

  test("what was measured before the work was done says nothing, however loud", () => {
    const adviser = new Adviser();
    adviser.see(ALERT);
    adviser.judge(false, "bearing", 1000);
    expect(adviser.see({ ...ALARM, levelRatio: 9 })).toBeNull();
    expect(adviser.see(NORMAL)).toBeNull();
    adviser.nowS = 1000;
    expect(adviser.see({ ...ALARM, levelRatio: 9 })).toBe("act_now bearing_outer_race");
  });
});
