import { describe, expect, test } from "@jest/globals";
import type { Finding } from "@phm/domain";
import { CONFIG } from "../../test/synthetic-features.js";
import { type Family, ORDERS } from "../../test/synthetic-lines.js";
import { type SyntheticWear, wornAt } from "../../test/synthetic-wear.js";
import { diagnose, NO_DIAGNOSIS } from "../hypotheses/diagnose.js";
import type { DiagnosisState } from "../hypotheses/diagnosis-state.js";
import { rankFindings } from "../hypotheses/rank-findings.js";

const LINES: Family = { order: ORDERS.bpfo, height: 14 };
const IN_DIRECT: Family = { order: ORDERS.bpfo, height: 60 };
const times = (count: number, wear: SyntheticWear): SyntheticWear[] => Array<SyntheticWear>(count).fill(wear);
const SOUND = times(14, {});

/** What stands after each acquisition. */
function run(worn: readonly SyntheticWear[]) {
  let state: DiagnosisState = NO_DIAGNOSIS;
  const findings: Finding[][] = [];
  let unjudged: ReturnType<typeof diagnose>[2] = [];
  worn.forEach((wear, i) => {
    const [next, hypotheses, left] = diagnose(state, wornAt(i, wear), CONFIG);
    state = next;
    unjudged = left;
    findings.push(rankFindings(hypotheses));
  });
  const stages = findings.map((each) => each.find(({ wear }) => wear)?.wear?.stage ?? null);
  return { state, stages, unjudged, last: findings.at(-1)?.find(({ wear }) => wear) };
}

describe("stages of wear", () => {
  test("a sound bearing is at none", () => {
    expect(run([...SOUND, ...times(10, {})]).stages.every((stage) => stage === null)).toBe(true);
  });

  test("1: a high-frequency level that has risen alone makes the bearing a suspect, in words of both languages", () => {
    const { last } = run([...SOUND, ...times(10, { high: 2.2, level: 1.3 })]);
    expect(last).toMatchObject({ failureMode: "bearing_general", wear: { stage: 1 } });
    expect(last?.confidence).toBeLessThan(0.5);
    expect(last?.wear?.evidence[0]).toMatchObject({ kind: "change", limit: 1.6 });
    expect(last?.reasonEn).toMatch(/grease.*stage 1 of 4 of field practice.*\(limit 1\.6\)/);
    expect(last?.reasonZh).toContain("第 1 阶段");
  });

  test("1 is no more shown when the level is back, and at once again when it returns", () => {
    const { stages } = run([...SOUND, ...times(10, { high: 2.2 }), ...times(8, {}), ...times(8, { high: 2.2 })]);
    expect(stages[23]).toBe(1);
    expect(stages[31]).toBeNull();
    expect(stages.at(-1)).toBe(1);
  });

  test("1 and 4 abstain without a baseline, and say so", () => {
    const { stages, unjudged } = run(times(5, { high: 9, floor: 9, level: 9 }));
    expect(stages.every((stage) => stage === null)).toBe(true);
    expect(unjudged).toContainEqual({ failureMode: "bearing_general", input: "no_baseline", have: 5 });
  });

  test("2: lines in the envelope spectra alone, from the first acquisition on", () => {
    const { last } = run([{ enveloped: [LINES] }]);
    expect(last).toMatchObject({ failureMode: "bearing_outer_race", wear: { stage: 2 } });
    expect(last?.reasonEn).toContain("stage 2 of 4");
  });

  test("3: the same lines in the direct spectrum too, with how many are seen and how many are asked for", () => {
    const { last } = run([{ enveloped: [LINES], direct: [IN_DIRECT] }]);
    expect(last).toMatchObject({ failureMode: "bearing_outer_race", wear: { stage: 3 } });
    expect(last?.wear?.evidence).toContainEqual(expect.objectContaining({ label: "harmonics seen in the velocity spectrum", limit: 3 }));
  });

  test("3 asks for lines that are seen beside the highest one: a twentieth of it in velocity is not enough", () => {
    const faint = { enveloped: [LINES], direct: [{ ...IN_DIRECT, height: 9 }] };
    expect(run([faint]).stages).toEqual([2]);
  });

  test("4: lines that were seen fade in a floor and a level that rise: a finding of the bearing, with its part forgotten", () => {
    const life = [...SOUND, ...times(8, { enveloped: [LINES], direct: [IN_DIRECT] }), ...times(16, { floor: 4, level: 4, high: 3 })];
    const { stages, last } = run(life);
    expect(stages.filter((stage, i) => stage !== stages[i - 1])).toEqual([null, 3, 4]);
    expect(last).toMatchObject({ failureMode: "bearing_general", confidence: 0.6, wear: { stage: 4 } });
    expect(last?.reasonEn).toContain("have been seen before");
  });

  test("4 where no lines were ever seen is a suspect, and needs twice as much; also on records too short for lines", () => {
    for (const resolutionHz of [1, 10]) {
      const quiet = times(14, { resolutionHz });
      expect(run([...quiet, ...times(12, { floor: 3, level: 3, resolutionHz })]).last).toBeUndefined();
      const { last } = run([...quiet, ...times(12, { floor: 6, level: 6, resolutionHz })]);
      expect(last).toMatchObject({ failureMode: "bearing_general", confidence: 0.45, wear: { stage: 4 } });
    }
  });

  test("all four in order over a life, none passed twice", () => {
    const life = [
      ...SOUND,
      ...times(10, { high: 2.2 }),
      ...times(10, { high: 2.5, enveloped: [LINES] }),
      ...times(6, { high: 3, level: 2, enveloped: [LINES], direct: [IN_DIRECT] }),
      ...times(16, { high: 4, floor: 4, level: 4 }),
    ];
    const stages = run(life).stages.flatMap((stage) => stage ?? []);
    expect([...new Set(stages)]).toEqual([1, 2, 3, 4]);
    expect(stages).toEqual([...stages].sort());
  });

  test("levels are not compared across speeds, and at standstill nothing is learnt", () => {
    const fast = times(12, { high: 9, floor: 9, level: 9, speedRpm: 2400 });
    expect(run([...SOUND, ...fast]).stages.every((stage) => stage === null)).toBe(true);
    const { state } = run(SOUND);
    expect(diagnose(state, wornAt(99, { high: 9, speedRpm: 0 }), CONFIG)[0].wear).toEqual(state.wear);
  });

  test("the memory is plain JSON of a few kilobytes", () => {
    const speeds = [600, 900, 1200, 1500, 1800].flatMap((speedRpm) => times(14, { speedRpm, enveloped: [LINES], direct: [IN_DIRECT] }));
    const { state } = run(speeds);
    expect(JSON.parse(JSON.stringify(state.wear))).toEqual(state.wear);
    expect(JSON.stringify(state.wear).length).toBeLessThan(3000);
  });
});
