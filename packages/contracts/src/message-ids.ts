import { type AcquisitionId, type AssetRef, acquisitionKey } from "@phm/domain";
import type { SubjectNoun } from "./subjects.js";

/** `org:site:asset:acquisition:stage:version`: derived from content identity, so that a repetition is recognised wherever it shows up. */
export function messageId(ref: AssetRef, acquisition: AcquisitionId, stage: SubjectNoun, version: string): string {
  return `${acquisitionKey(ref, acquisition)}:${stage}:${version}`;
}
