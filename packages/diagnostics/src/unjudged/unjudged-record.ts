import { type FailureMode, InvalidValue, type Unjudged } from "@phm/domain";
import { BASELINE_ACQUISITIONS } from "../signatures/followed-figure.js";
import { MISSING_INPUTS, type MissingInput } from "./missing-input.js";

/** What a failure mode could not be judged by, as it is remembered: the words follow from it. Plain JSON. */
export interface UnjudgedRecord {
  readonly failureMode: FailureMode;
  readonly input: MissingInput;
  /** Acquisitions that a baseline has learnt from. */
  readonly have?: number;
  /** The point or figure that is spoken of. */
  readonly at?: string;
}

function filled(text: string, { have = 0, at = "" }: UnjudgedRecord): string {
  return text.replace("{have}", String(have)).replace("{need}", String(BASELINE_ACQUISITIONS)).replace("{at}", at);
}

/** The record in words. @throws InvalidValue for a record of another version's making */
export function inUnjudgedWords(record: UnjudgedRecord): Unjudged {
  const text = MISSING_INPUTS[record.input];
  if (!text) throw new InvalidValue("unjudged.input", record.input, `one of ${Object.keys(MISSING_INPUTS).join(", ")}`);
  const { missing, en, zh } = text;
  return { failureMode: record.failureMode, missing, reasonEn: filled(en, record), reasonZh: filled(zh, record) };
}
