import { BUILT_IN_MODELS } from "@phm/pipeline";
import type { HeldOutLife, RulModelDocument } from "@phm/prognostics";

const BUILT_IN = BUILT_IN_MODELS.champion.document;

/** Six lives on which a model did so well. */
export function heldOut(pinballLn: number, coverageRatio = 0.85): HeldOutLife[] {
  return Array.from({ length: 6 }, (_, i) => ({ life: `life ${i}`, pinballLn, coverageRatio, falseUrgency: false }));
}

/** A model that somebody has trained: its card compares it with the built-in one, which lost 0.2. */
export function candidate(model: string, pinballLn: number, change: Partial<RulModelDocument> = {}): RulModelDocument {
  const score = { name: model, lives: 6, medianErrorLn: 0.4, pinballLn: interval(pinballLn), coverage: interval(0.85) };
  const evaluation = { scores: [score], heldOut: heldOut(pinballLn), against: [{ model: BUILT_IN.card.model, heldOut: heldOut(0.2) }] };
  return { ...BUILT_IN, card: { ...BUILT_IN.card, model, createdBy: "a test", evaluation }, ...change };
}

export function encoded(document: unknown): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(document));
}

function interval(mean: number) {
  return { mean, low: mean, high: mean };
}
