import { expect, it } from "@jest/globals";
import { conditionWords, evidenceWords, failureModeWords, tierWords } from "./words.js";

it("speaks of faults, tiers and states in both languages", () => {
  expect([failureModeWords("bearing_outer_race", "en"), failureModeWords("bearing_outer_race", "zh")]).toEqual([
    "bearing outer race",
    "轴承外圈故障",
  ]);
  expect([tierWords("act_now", "en"), tierWords("act_now", "zh")]).toEqual(["act now", "立即处理"]);
  expect([conditionWords("sensor_fault", "en"), conditionWords("sensor_fault", "zh")]).toEqual(["sensor fault", "传感器故障"]);
});

it("gives the figures of evidence with their units", () => {
  const line = { kind: "envelope_line", frequencyHz: 87.812345, order: 3.5633, snrDb: 36, harmonics: 5 } as const;
  expect(evidenceWords(line, "en")).toBe("envelope line at 87.81 Hz (3.563 × shaft speed), 36 dB over its surroundings, 5 harmonics");
  expect(evidenceWords({ kind: "level_rise", value: 20.511, limit: 2 }, "zh")).toContain("20.51 倍");
});
