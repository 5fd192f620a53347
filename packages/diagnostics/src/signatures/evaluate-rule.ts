import type { Evidence } from "@phm/domain";
import type { Hypothesis } from "../hypotheses/hypothesis.js";
import { rounded } from "../numbers/rounded.js";
import type { Reading } from "./reading.js";
import type { Condition, Doubt, SignatureRule, Template, Term } from "./signature-rule.js";

const DECIMALS = 3;
/** Speed at which the limits of rules that depend on it are stated, and the range that the dependence was found in. */
const REFERENCE_SPEED_RPM = 1800;
const SLOWEST_RPM = 600;
const FASTEST_RPM = 3000;
const FIGURES_IN_WORDS = 3;

function holds({ figure, atLeast, atMost, whenAbsent, whenKnown }: Condition, reading: Reading): boolean {
  const value = reading.figures[figure];
  if (value === undefined) return whenAbsent === "holds";
  return whenKnown !== "fails" && value >= (atLeast ?? value) && value <= (atMost ?? value);
}

/** The limit of a term at the reading's speed. */
function evenOf({ even, evenSpeedExponent = 0 }: Term, { speedRpm }: Reading): number {
  if (evenSpeedExponent === 0 || speedRpm === null) return even;
  return even * (Math.min(FASTEST_RPM, Math.max(SLOWEST_RPM, speedRpm)) / REFERENCE_SPEED_RPM) ** evenSpeedExponent;
}

/** What a term adds to the logit; null where its figure is absent. */
function logitOf(term: Term, reading: Reading): number | null {
  const value = reading.figures[term.figure];
  if (value === undefined) return null;
  const even = evenOf(term, reading);
  return term.slope * (term.scale === "linear" ? value - even : Math.log(Math.max(value, Number.MIN_VALUE) / even));
}

function evidenceOf(term: Term, reading: Reading): Evidence {
  const value = reading.figures[term.figure] as number;
  return {
    kind: term.evidence,
    ...reading.details[term.figure],
    value: rounded(value, DECIMALS),
    limit: rounded(evenOf(term, reading), DECIMALS),
    label: term.label,
  };
}

function counterEvidenceOf({ figure, atLeast, atMost, label }: Doubt, reading: Reading): Evidence {
  const value = reading.figures[figure];
  const limit = atLeast ?? atMost;
  return {
    kind: "ratio",
    ...(value === undefined ? {} : { value: rounded(value, DECIMALS) }),
    ...(limit === undefined ? {} : { limit }),
    label,
  };
}

function filled(text: string, { figures, names, point }: Reading): string {
  return text.replace(/\{(\w+)\}/g, (_, name: string) => {
    if (name === "point") return point;
    const value = figures[name as keyof typeof figures];
    return names[name] ?? (value === undefined ? "?" : String(Number(value.toPrecision(FIGURES_IN_WORDS))));
  });
}

/** Each rule's text with what was read. @throws nothing: what is not known is "?" */
export function inWords(templates: readonly Template[], reading: Reading): { readonly reasonEn: string; readonly reasonZh: string } {
  return {
    reasonEn: templates.map(({ en }) => filled(en, reading)).join(" "),
    reasonZh: templates.map(({ zh }) => filled(zh, reading)).join(""),
  };
}

/**
 * One rule on one subject. The terms' logits add up; the confidence is their logistic, at most the rule's own, then each doubt that holds
 * caps it and takes its share. Null where the rule abstains: another kind of subject, a figure that is not known, a condition that fails.
 * The confidence never falls when a term's figure moves the way its slope points and nothing else does.
 */
export function evaluateRule(rule: SignatureRule, reading: Reading): Hypothesis | null {
  if (rule.subject !== reading.kind) return null;
  if (!rule.conditions.every((condition) => holds(condition, reading))) return null;
  let logit = 0;
  for (const term of rule.terms) {
    const added = logitOf(term, reading);
    if (added === null && !term.optional) return null;
    logit += added ?? 0;
  }
  const doubts = rule.doubts.filter((doubt) => holds(doubt, reading));
  const alone = Math.min(rule.maxConfidence, 1 / (1 + Math.exp(-logit)), ...doubts.map(({ cap = 1 }) => cap));
  return {
    failureMode: rule.failureMode,
    point: reading.point,
    score: rounded(logit, DECIMALS),
    confidence: rounded(
      doubts.reduce((left, { factor }) => left * factor, alone),
      DECIMALS,
    ),
    evidence: rule.terms.filter(({ figure }) => reading.figures[figure] !== undefined).map((term) => evidenceOf(term, reading)),
    counterEvidence: doubts.map((doubt) => counterEvidenceOf(doubt, reading)),
    ...inWords([rule.words, ...doubts.map(({ words }) => words)], reading),
  };
}
