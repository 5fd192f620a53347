import type { AssetRef } from "@phm/domain";
import { partitionOf } from "./partition.js";

/** The nouns that travel, one for each row of the design's table, the assessment that joins three of them, the alarm and the verdict. */
export const SUBJECT_NOUNS = [
  "acquisition",
  "features",
  "condition",
  "health",
  "prognosis",
  "assessment",
  "alarm",
  "advisory",
  "workorder",
  "verdict",
] as const;
export type SubjectNoun = (typeof SUBJECT_NOUNS)[number];

/** `phm.<noun>.v1.<partition>.<org>.<site>.<asset>`: where an asset's value of this kind is published. */
export function subjectOf(noun: SubjectNoun, ref: AssetRef): string {
  return `phm.${noun}.v1.${partitionOf(ref)}.${ref.organisation}.${ref.site}.${ref.asset}`;
}

/** All subjects of a noun. */
export function subjectsOf(noun: SubjectNoun): string {
  return `phm.${noun}.v1.>`;
}

/** The subjects of one partition. */
export function partitionSubjects(noun: SubjectNoun, partition: number): string {
  return `phm.${noun}.v1.${partition}.>`;
}
