import type { AssetRef } from "@phm/domain";
import { partitionOf } from "./partition.js";

/** The nouns that travel, one for each row of the design's table, plus the alarm. */
export const SUBJECT_NOUNS = ["acquisition", "features", "condition", "health", "prognosis", "alarm", "advisory", "workorder"] as const;
export type SubjectNoun = (typeof SUBJECT_NOUNS)[number];

/** `phm.<noun>.v1.<partition>.<org>.<site>.<asset>`: where an asset's value of this kind is published. */
export function subjectOf(noun: SubjectNoun, ref: AssetRef): string {
  return `phm.${noun}.v1.${partitionOf(ref)}.${ref.organisation}.${ref.site}.${ref.asset}`;
}

/** All subjects of a noun. */
export function subjectsOf(noun: SubjectNoun): string {
  return `phm.${noun}.v1.>`;
}

/** The subjects of one partition; `*` as noun takes every noun of the stream that it filters. */
export function partitionSubjects(noun: SubjectNoun | "*", partition: number): string {
  return `phm.${noun}.v1.${partition}.>`;
}

/** The noun of a subject made by `subjectOf`. */
export function nounOf(subject: string): SubjectNoun | undefined {
  const noun = subject.split(".")[1];
  return SUBJECT_NOUNS.find((known) => known === noun);
}
