import { describe, expect, test } from "@jest/globals";
import { type Advisory, addSeconds, assetId, type Criticality, type PlannedStop, type SparePart, secondsBetween } from "@phm/domain";
import { START_NS } from "../test/advisories.js";
import { assessmentAt, CONFIG, type Seen } from "../test/assessments.js";
import { advise } from "./advise.js";
import { type AdvisoryState, initialAdvisoryState } from "./advisory-state.js";
import { FAULT_KNOWLEDGE } from "./knowledge/fault-knowledge.js";
import type { StockedPart } from "./parts/missing-parts.js";
import { applyStockCommand, EMPTY_STOCK } from "./parts/part-stock.js";
import type { Planning } from "./propose.js";

function run(seen: readonly Seen[], intervalS = 10): (Advisory | null)[] {
  let state: AdvisoryState = initialAdvisoryState();
  return seen.map((each, i) => {
    const [next, advisory] = advise(state, assessmentAt(i * intervalS, each), CONFIG);
    expect(JSON.parse(JSON.stringify(next))).toEqual(next);
    state = next;
    return advisory;
  });
}

const repeat = (count: number, seen: Seen): Seen[] => Array<Seen>(count).fill(seen);
const tiers = (advisories: readonly (Advisory | null)[]) => advisories.map((advisory) => advisory?.tier ?? null);

describe("advice", () => {
  test("is given once, not on every acquisition", () => {
    const advisories = run(repeat(200, { state: "alert", mode: "degradation_general" }));
    expect(advisories.filter(Boolean)).toHaveLength(1);
    expect(advisories[0]).toMatchObject({ tier: "plan", component: "drive-end bearing", id: "acme:north:pump:a0:advisory:rules-3" });
  });

  test("lines without a rise are watched, a rise is planned, an alarm is urgent", () => {
    const mode = "bearing_outer_race";
    expect(
      tiers(
        run([
          { state: "normal", mode },
          { state: "alert", mode },
          { state: "alarm", mode },
        ]),
      ),
    ).toEqual(["watch", "plan", "act_now"]);
  });

  test("a short remaining life makes a rise urgent", () => {
    expect(tiers(run([{ state: "alert", mode: "degradation_general", p10S: 300 }]))).toEqual(["act_now"]);
  });

  test("a refined diagnosis is news, the general one after it is not", () => {
    const advisories = run([
      { state: "alert", mode: "degradation_general" },
      { state: "alert", mode: "bearing_outer_race" },
      { state: "alert", mode: "degradation_general" },
    ]);
    expect(advisories.map((advisory) => advisory?.failureMode)).toEqual(["degradation_general", "bearing_outer_race", undefined]);
  });

  test("the due date is the tenth percentile of remaining life, else the tier's default in the machine's own time", () => {
    const due = (advisory: Advisory | null | undefined) => secondsBetween(advisory!.timeNs, advisory!.dueNs);
    expect(due(run([{ state: "alert", mode: "degradation_general", p10S: 7200 }])[0])).toBe(7200);
    expect(due(run([{ state: "alert", mode: "degradation_general" }])[0])).toBe(3600);
    const sparse = run([...repeat(20, { state: "normal" }), { state: "alert", mode: "degradation_general" }], 600).at(-1);
    expect(due(sparse)).toBe(60 * 1800);
  });

  test("a due date that moves ahead by half is news, a small or later move is not", () => {
    const at = (p10S: number): Seen => ({ state: "alert", mode: "degradation_general", p10S });
    expect(run([at(10_000), ...repeat(8, at(9000)), ...repeat(8, at(20_000))]).filter(Boolean)).toHaveLength(1);
    expect(run([at(10_000), ...repeat(8, at(4000))]).filter(Boolean)).toHaveLength(2);
  });

  test("a faulty sensor gets its own order and silences the machine", () => {
    const advisories = run([
      { state: "sensor_fault", mode: "sensor_fault" },
      { state: "sensor_fault", mode: "degradation_general" },
    ]);
    expect(advisories[0]).toMatchObject({ tier: "plan", failureMode: "sensor_fault", component: "sensor" });
    expect(advisories[1]).toBeNull();
  });

  test("a suspect below 0.5 says nothing, and one that hovers around it is said once", () => {
    const hovering = Array.from(
      { length: 40 },
      (_, i): Seen => ({ state: "normal", mode: "bearing_outer_race", confidence: i % 2 ? 0.45 : 0.55 }),
    );
    expect(run(repeat(10, { state: "normal", mode: "bearing_outer_race", confidence: 0.45 })).filter(Boolean)).toEqual([]);
    expect(run(hovering).filter(Boolean)).toHaveLength(1);
  });

  test("after a return to normal a new rise is said anew", () => {
    const rise: Seen = { state: "alert", mode: "degradation_general" };
    expect(tiers(run([rise, { state: "normal" }, rise]))).toEqual(["plan", null, "plan"]);
  });

  test("states the actions of the knowledge base for its failure mode", () => {
    const [advisory] = run([{ state: "alert", mode: "bearing_cage" }]);
    expect(advisory?.actionsEn).toEqual(FAULT_KNOWLEDGE.bearing_cage.actions.map(({ en }) => en));
    expect(advisory?.actionsZh).toEqual(FAULT_KNOWLEDGE.bearing_cage.actions.map(({ zh }) => zh));
  });
});

describe("what the site plans and stocks", () => {
  const SEAL: SparePart = {
    id: "SEAL-40",
    organisation: CONFIG.ref.organisation,
    site: CONFIG.ref.site,
    name: { en: "Shaft seal", zh: "轴封" },
    unit: "piece",
    supplier: "",
    leadTimeDays: 14,
    usedFor: { assets: [], failureModes: ["degradation_general"] },
  };
  const stocked = (quantity: number): StockedPart => ({
    part: SEAL,
    stock: applyStockCommand(EMPTY_STOCK, { kind: "count", store: "main", quantity }),
  });
  const say = (planning: Planning, p10S: number, criticality: Criticality = "medium") =>
    advise(
      initialAdvisoryState(),
      assessmentAt(0, { state: "alert", mode: "degradation_general", p10S }),
      { ...CONFIG, criticality },
      planning,
    )[1];

  test("a part that arrives after the accepted risk is reached makes it urgent, one on the shelf does not", () => {
    expect(say({ parts: [stocked(1)] }, 86_400)?.tier).toBe("plan");
    const short = say({ parts: [stocked(0)] }, 86_400);
    expect(short).toMatchObject({ tier: "act_now", missingParts: [{ id: "SEAL-40", leadTimeDays: 14 }] });
    expect(short?.dueReasonEn).toContain("delivery takes 14 d, longer than that: order now");
  });

  test("a missing part that arrives in time is told, and the plan stays a plan", () => {
    const advisory = say({ parts: [stocked(0)] }, 30 * 86_400);
    expect(advisory?.tier).toBe("plan");
    expect(advisory?.dueReasonEn).toContain("Not in stock: SEAL-40; delivery takes 14 d.");
  });

  describe("in stops", () => {
    const H = 3_600;
    const stopAt = (id: string, hours: number): PlannedStop => {
      const startNs = addSeconds(START_NS, hours * H);
      return { ...CONFIG.ref, id, startNs, endNs: addSeconds(startNs, H), source: "mes", note: "" };
    };
    /** What is said with each of the plans, an assessment a minute; the due date in whole hours. */
    const dueHours = (...plans: (readonly PlannedStop[])[]) => {
      let state = initialAdvisoryState();
      return plans.map((plannedStops, i) => {
        const seen = assessmentAt(60 * i, { state: "alert", mode: "degradation_general", p10S: 100 * H });
        const [next, advisory] = advise(state, seen, CONFIG, { plannedStops });
        state = next;
        return advisory && Math.round(secondsBetween(START_NS, advisory.dueNs) / H);
      });
    };

    test("a due date moves to a stop that comes in, once, and back when it is withdrawn", () => {
      const [near, nearer] = [stopAt("near", 60), stopAt("nearer", 30)];
      expect(dueHours([], [near], [near], [near, nearer], [nearer], [nearer], [])).toEqual([100, 60, null, null, 30, null, 100]);
    });

    test("a due date follows its stop when that is moved", () => {
      expect(dueHours([stopAt("a", 60)], [stopAt("a", 70)], [stopAt("a", 20)])).toEqual([60, 70, 20]);
    });

    test("a stop after the due date is no news", () => {
      expect(dueHours([], [stopAt("late", 101)])).toEqual([100, null]);
    });
  });

  test("a part of another machine or for another fault is not missed", () => {
    const elsewhere = { ...SEAL, usedFor: { ...SEAL.usedFor, assets: [assetId("fan")] } };
    const otherFault = { ...SEAL, usedFor: { ...SEAL.usedFor, failureModes: ["gear" as const] } };
    const parts = [elsewhere, otherFault].map((part) => ({ part, stock: EMPTY_STOCK }));
    expect(say({ parts }, 86_400)).not.toHaveProperty("missingParts");
  });
});
