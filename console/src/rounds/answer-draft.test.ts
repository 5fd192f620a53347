import { describe, expect, test } from "@jest/globals";
import { answerOf, EMPTY_DRAFT } from "./answer-draft.js";
import type { Standard } from "./round-types.js";

const standard = (form: Standard["form"]): Standard => ({
  ...{ code: "P1", address: "phm:point/default/P1", version: 1, asset: "pump", component: "bearing", form },
  ...{ nameEn: "", nameZh: "", placeEn: "", placeZh: "", methodEn: "", methodZh: "" },
});
const NUMERIC = standard({ kind: "numeric", unit: "°C", min: -40, max: 200, warnAbove: 75, failAbove: 85 });
const JUDGED = standard({ kind: "judgement" });

describe("a reading", () => {
  test.each([
    ["75", "ok"],
    ["75,5", "warn"],
    [" 92.5 ", "fail"],
  ])("%s is graded by the limits of its standard, with a comma or a point", (reading, grade) => {
    expect(answerOf(NUMERIC, { ...EMPTY_DRAFT, reading }, 0)).toMatchObject({ grade });
  });

  test.each([
    ["", "incomplete"],
    ["hot", "notANumber"],
    ["201", "outside"],
    ["-41", "outside"],
  ])("%p cannot be noted: %s", (reading, fault) => {
    expect(answerOf(NUMERIC, { ...EMPTY_DRAFT, reading }, 0)).toEqual({ fault });
  });
});

test("a judgement that is not in order says why, and so does a point that is skipped", () => {
  expect(answerOf(JUDGED, { ...EMPTY_DRAFT, grade: "ok" }, 0)).toMatchObject({ grade: "ok" });
  expect(answerOf(JUDGED, { ...EMPTY_DRAFT, grade: "fail" }, 0)).toEqual({ fault: "wordsNeeded" });
  expect(answerOf(JUDGED, { ...EMPTY_DRAFT, grade: "fail", text: "leaks" }, 0)).toMatchObject({ grade: "fail" });
  expect(answerOf(JUDGED, { ...EMPTY_DRAFT, isSkipped: true }, 0)).toEqual({ fault: "wordsNeeded" });
  expect(answerOf(JUDGED, { ...EMPTY_DRAFT, isSkipped: true, text: "locked" }, 0)).toMatchObject({ grade: "skipped" });
});

test("a point that asks for a photo wants one; a choice means what its standard says", () => {
  expect(answerOf(standard({ kind: "photo" }), { ...EMPTY_DRAFT, grade: "ok" }, 0)).toEqual({ fault: "photoNeeded" });
  expect(answerOf(standard({ kind: "photo" }), { ...EMPTY_DRAFT, grade: "ok" }, 1)).toMatchObject({ grade: "ok" });
  const choices = [{ code: "low", nameEn: "Low", nameZh: "低", grade: "warn" as const }];
  expect(answerOf(standard({ kind: "choice", choices }), { ...EMPTY_DRAFT, choice: "low" }, 0)).toMatchObject({ grade: "warn" });
});
