import type { InspectionGrade } from "@phm/domain";

/**
 * Whether a warning counts as a failure, being one of so many in a row.
 * @param grades of the point's items up to and with this one, the latest first; those that were skipped are passed over
 * @param warningsToFail absent: warnings never do
 */
export function isWarningRun(grades: readonly InspectionGrade[], warningsToFail: number | undefined): boolean {
  if (warningsToFail === undefined || grades[0] !== "warn") return false;
  const run = grades.filter((grade) => grade !== "skipped").slice(0, warningsToFail);
  return run.length === warningsToFail && run.every((grade) => grade === "warn");
}
