import type { BilingualText } from "./fault-knowledge.js";

/** What an item comes to. `skipped`: it could not be inspected, and the inspector said why. */
export const INSPECTION_GRADES = ["ok", "warn", "fail", "skipped"] as const;
export type InspectionGrade = (typeof INSPECTION_GRADES)[number];
/** What an inspector can judge by eye, ear and hand. */
export const JUDGED_GRADES = ["ok", "warn", "fail"] as const;
export type JudgedGrade = (typeof JUDGED_GRADES)[number];

/** A reading with its limits (定标). A reading on a limit is still within it. */
export interface NumericForm {
  readonly kind: "numeric";
  readonly unit: string;
  /** What the quantity and the instrument can show at all: a reading outside is a slip of the pen. */
  readonly min: number;
  readonly max: number;
  /** `min <= failBelow <= warnBelow < warnAbove <= failAbove <= max`; at least one is there. */
  readonly failBelow?: number;
  readonly warnBelow?: number;
  readonly warnAbove?: number;
  readonly failAbove?: number;
}

export interface InspectionChoice {
  readonly code: string;
  readonly name: BilingualText;
  readonly grade: JudgedGrade;
}

/** One of several answers, each with what it means. */
export interface ChoiceForm {
  readonly kind: "choice";
  readonly choices: readonly InspectionChoice[];
}

/** `photo`: at least one photo with the inspector's judgement; `judgement`: in order or not, with words where not. */
export interface JudgedForm {
  readonly kind: "photo" | "judgement";
}

/** How the answer to an inspection item looks. */
export type InspectionForm = NumericForm | ChoiceForm | JudgedForm;
export const INSPECTION_FORMS = ["numeric", "choice", "photo", "judgement"] as const;

/** What an inspector answers, in the form of the standard; or why the item could not be inspected. */
export type InspectionAnswer =
  | { readonly kind: "numeric"; readonly value: number; readonly unit: string }
  | { readonly kind: "choice"; readonly choice: string }
  | { readonly kind: "photo" | "judgement"; readonly grade: JudgedGrade; readonly text: string }
  | { readonly kind: "skipped"; readonly text: string };
export const INSPECTION_ANSWERS = [...INSPECTION_FORMS, "skipped"] as const;
