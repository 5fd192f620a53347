import { gradeAnswer, type InspectionAnswer, type InspectionForm, type InspectionGrade, type JudgedGrade } from "@phm/domain";
import type { Standard } from "./round-types.js";

/** What an inspector has put in so far at a point. */
export interface AnswerDraft {
  /** As typed: a comma is a point on many keyboards. */
  readonly reading: string;
  readonly choice?: string;
  readonly grade?: JudgedGrade;
  readonly text: string;
  readonly isSkipped: boolean;
}

export const EMPTY_DRAFT: AnswerDraft = { reading: "", text: "", isSkipped: false };

export type DraftFault = "notANumber" | "outside" | "wordsNeeded" | "photoNeeded" | "incomplete";

/** The answer that a draft gives, with what it comes to by the limits; or what is still wrong with it. */
export type Drafted = { readonly answer: InspectionAnswer; readonly grade: InspectionGrade } | { readonly fault: DraftFault };

export function answerOf(standard: Standard, draft: AnswerDraft, photoCount: number): Drafted {
  if (draft.isSkipped) return draft.text.trim() === "" ? { fault: "wordsNeeded" } : graded(standard, { kind: "skipped", text: draft.text });
  const { form } = standard;
  if (form.kind === "numeric") {
    const value = Number(draft.reading.replace(",", "."));
    if (draft.reading.trim() === "") return { fault: "incomplete" };
    if (!Number.isFinite(value)) return { fault: "notANumber" };
    if (value < form.min || value > form.max) return { fault: "outside" };
    return graded(standard, { kind: "numeric", value, unit: form.unit });
  }
  if (form.kind === "choice")
    return draft.choice === undefined ? { fault: "incomplete" } : graded(standard, { kind: "choice", choice: draft.choice });
  if (draft.grade === undefined) return { fault: "incomplete" };
  if (form.kind === "photo" && photoCount === 0) return { fault: "photoNeeded" };
  if (form.kind === "judgement" && draft.grade !== "ok" && draft.text.trim() === "") return { fault: "wordsNeeded" };
  return graded(standard, { kind: form.kind, grade: draft.grade, text: draft.text });
}

function graded({ form }: Standard, answer: InspectionAnswer): Drafted {
  return { answer, grade: gradeAnswer(judgedForm(form), answer) };
}

function judgedForm(form: Standard["form"]): InspectionForm {
  if (form.kind !== "choice") return form;
  return { kind: "choice", choices: form.choices.map(({ code, nameEn: en, nameZh: zh, grade }) => ({ code, grade, name: { en, zh } })) };
}
