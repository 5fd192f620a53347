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
  return testNames(report, ...NOT_RUN);
}

/** The files with a failure, as jest knows them. */
export function failedFiles(report) {
  return report.testResults.filter((result) => result.status === "failed").map((result) => result.name);
}

/** A report in which a later one of some of its files stands for what the first said of them. */
export function withSecondTry(report, second) {
  const again = new Set(second.testResults.map((result) => result.name));
  const testResults = [...report.testResults.filter((result) => !again.has(result.name)), ...second.testResults];
  const withStatus = (...statuses) =>
    testResults.flatMap((result) => result.assertionResults).filter((test) => statuses.includes(test.status)).length;
  return {
    testResults,
    numPassedTests: withStatus("passed"),
    numFailedTests: withStatus("failed"),
    numPendingTests: withStatus("pending", "skipped", "disabled"),
    numTodoTests: withStatus("todo"),
  };
}

/** The tests that failed at first and passed at the second try, as `file: full name`. */
export function unsteadyTests(report, second) {
  const passed = new Set(testNames(second, "passed"));
  return testNames(report, "failed").filter((name) => passed.has(name));
}

function testNames(report, ...statuses) {
  return report.testResults.flatMap((result) =>
    result.assertionResults
      .filter((test) => statuses.includes(test.status))
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
