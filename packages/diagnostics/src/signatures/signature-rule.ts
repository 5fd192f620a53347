import type { EvidenceKind, FailureMode } from "@phm/domain";
import type { FigureName } from "./figure.js";

/** What a rule looks at: a place on a shaft with its accelerometers, a gear mesh, a motor by its currents. */
export type SubjectKind = "place" | "gear_mesh" | "motor";

/** Text in both languages; `{figure}` stands for the value of that figure, `{point}` for the point. */
export interface Template {
  readonly en: string;
  readonly zh: string;
}

/**
 * A figure that is weighed. It adds `slope` × its distance from `even` to the logit of the confidence: ln(value / even) on the `ratio` scale,
 * the plain difference on the `linear` one. Where it is absent the rule abstains, but for an `optional` one.
 */
export interface Term {
  readonly figure: FigureName;
  readonly scale: "ratio" | "linear";
  readonly even: number;
  readonly slope: number;
  /** `even` holds at 1800 rpm and goes with this power of the shaft's speed from 600 to 3000 rpm. Default 0. */
  readonly evenSpeedExponent?: number;
  readonly optional?: boolean;
  readonly evidence: EvidenceKind;
  readonly label: string;
}

/** A figure within its limits; without limits, a figure that is known, or with `whenKnown: "fails"` one that is not. */
export interface Condition {
  readonly figure: FigureName;
  readonly atLeast?: number;
  readonly atMost?: number;
  /** Whether the condition holds where the figure is not known. */
  readonly whenAbsent: "holds" | "fails";
  readonly whenKnown?: "fails";
}

/** Something that speaks against the rule's explanation where its condition holds. */
export interface Doubt extends Condition {
  /** What is left of the confidence, above 0 and at most 1. */
  readonly factor: number;
  /** The confidence that it cannot pass, before the factor. Default 1. */
  readonly cap?: number;
  readonly label: string;
  readonly words: Template;
}

/** Where the limits of a rule come from: a text that others can read, or the records that they were chosen on. */
export interface RuleSource {
  readonly literature: string;
  /** `none` where no record of this fault was at hand. */
  readonly chosenOn: string;
}

/** The signature of a fault, as data. */
export interface SignatureRule {
  readonly id: string;
  readonly failureMode: FailureMode;
  readonly subject: SubjectKind;
  readonly terms: readonly Term[];
  /** All must hold, or there is no hypothesis. */
  readonly conditions: readonly Condition[];
  readonly doubts: readonly Doubt[];
  /** However strong the evidence: how sure this signature can be at best. */
  readonly maxConfidence: number;
  readonly words: Template;
  readonly source: RuleSource;
}
