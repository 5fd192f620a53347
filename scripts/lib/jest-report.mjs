import { readFileSync } from "node:fs";
import { relative } from "node:path";
import { ROOT } from "./root.mjs";

const NOT_RUN = ["pending", "todo", "skipped", "disabled"];

/** The JSON that jest writes with --json. */
export function readReport(file) {
  return JSON.parse(readFileSync(file, "utf8"));
}

/** Tests by outcome. A file that could not be run at all counts as one failed test. */
export function countTests(report) {
  const skipped = report.numPendingTests + report.numTodoTests;
  return { passed: report.numPassedTests, failed: report.numFailedTests + brokenFiles(report).length, skipped };
}

/** The tests that were not run, as `file: full name`. */
export function skippedTests(report) {
  return report.testResults.flatMap((result) =>
    result.assertionResults
      .filter((test) => NOT_RUN.includes(test.status))
      .map((test) => `${relative(ROOT, result.name)}: ${test.fullName}`),
  );
}

/** The files that were run, relative to the root. */
export function filesRun(report) {
  return report.testResults.map((result) => relative(ROOT, result.name)).sort();
}

function brokenFiles(report) {
  return report.testResults.filter(
    (result) => result.status === "failed" && !result.assertionResults.some((test) => test.status === "failed"),
  );
}
