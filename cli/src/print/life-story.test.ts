import { describe, expect, test } from "@jest/globals";
import { lifeStory } from "./life-story.js";

const timeOf = (minute: number) => new Date(Date.UTC(2026, 0, 1, 0, minute)).toISOString();
type Row = readonly [status: string, p10S?: number, p50S?: number, p90S?: number];

function story(rows: readonly Row[], language: "en" | "zh" = "en") {
  const column = (i: 1 | 2 | 3) => rows.map((row) => row[i] ?? null);
  const columns = {
    status: rows.map(([status]) => status),
    p10S: column(1),
    p50S: column(2),
    p90S: column(3),
    supported: rows.map(([status]) => status === "estimate"),
  };
  return lifeStory({ times: rows.map((_, i) => timeOf(i)), columns }, language).map(
    ({ time, text }) => `${new Date(time).getUTCMinutes()} ${text}`,
  );
}
const SILENT: Row = ["abstain"];
const QUIET: Row = ["lower_bound", 1200];

describe("the story of a machine's remaining life", () => {
  test("silence, the bound and how long it held, the interval at onset, as it narrows, and the last one", () => {
    const rows: Row[] = [
      ...[SILENT, SILENT, SILENT, QUIET, QUIET, QUIET, SILENT, SILENT, SILENT],
      ...(
        [
          [100, 300, 1000],
          [90, 250, 900],
          [50, 150, 480],
          [50, 140, 470],
        ] as const
      ).map((q): Row => ["estimate", ...q]),
    ];
    expect(story(rows)).toEqual([
      "0 nothing can be said yet",
      "3 quiet, and for 2 min: more than 20 min (90 % confidence, uncalibrated)",
      "6 no answer: a rise is not confirmed yet, or the signal cannot be judged",
      "9 a rise stands: 1.7 min to 17 min (80 % interval, median 5 min)",
      "11 narrower: 50 s to 8 min (80 % interval, median 2.5 min)",
      "12 last: 50 s to 7.8 min (80 % interval, median 2.3 min)",
    ]);
  });

  test("an acquisition that could not be judged is not told, an interval that widens is", () => {
    const rows: Row[] = [QUIET, SILENT, QUIET, ["estimate", 10, 20, 30], SILENT, ["estimate", 10, 50, 200]];
    expect(story(rows).map((line) => line.slice(0, 8))).toEqual(["0 quiet,", "3 a rise", "5 wider:"]);
  });

  test("in Chinese too, and of nothing said there is no story", () => {
    expect(story([SILENT, QUIET], "zh")).toEqual(["0 尚无法估计", expect.stringContaining("大于")]);
    expect(story([])).toEqual([]);
  });
});
