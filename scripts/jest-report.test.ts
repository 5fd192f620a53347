import { describe, expect, test } from "@jest/globals";
import { countTests, failedFiles, filesRun, skippedTests, unsteadyTests, withSecondTry } from "./lib/jest-report.mjs";
import { fromRoot } from "./lib/root.mjs";

const file = (name: string, status: string, ...tests: string[]) => ({
  name: fromRoot(name),
  status,
  assertionResults: tests.map((outcome, index) => ({ status: outcome, fullName: `test ${index}` })),
});

describe("a jest report", () => {
  const report = {
    numPassedTests: 2,
    numFailedTests: 1,
    numPendingTests: 1,
    numTodoTests: 1,
    testResults: [
      file("b.test.ts", "failed", "passed", "failed", "pending"),
      file("a.test.ts", "passed", "passed", "todo"),
      file("c.test.ts", "failed"),
    ],
  };

  test("counts a file that could not be run as one failed test", () => {
    expect(countTests(report)).toEqual({ passed: 2, failed: 2, skipped: 2 });
  });

  test("names each test that was not run", () => {
    expect(skippedTests(report)).toEqual(["b.test.ts: test 2", "a.test.ts: test 1"]);
  });

  test("lists the files that were run, a broken one too", () => {
    expect(filesRun(report)).toEqual(["a.test.ts", "b.test.ts", "c.test.ts"]);
  });

  test("lets a second try stand for the first, and names what it mended", () => {
    const second = { testResults: [file("b.test.ts", "passed", "passed", "passed", "pending"), file("c.test.ts", "failed", "failed")] };
    expect(failedFiles(report)).toEqual([fromRoot("b.test.ts"), fromRoot("c.test.ts")]);
    expect(countTests(withSecondTry(report, second))).toEqual({ passed: 3, failed: 1, skipped: 2 });
    expect(unsteadyTests(report, second)).toEqual(["b.test.ts: test 1"]);
  });
});
