import { InvalidValue } from "@phm/domain";
import { HORIZONS_BLOCKS } from "../distribution/horizons.js";
import { HEALTH_INDICATORS } from "../indicators/health-indicators.js";
import { type CdfForest, cdfForestModel } from "./cdf-forest.js";
import type { InputProfile } from "./input-profile.js";
import type { FitOpeners, LearnedFit } from "./learned-fit.js";
import type { ModelCard } from "./model-card.js";
import { type ProportionalOdds, proportionalOddsModel } from "./proportional-odds.js";
import type { RulModel } from "./rul-model.js";

/** What calibration on whole lives gave. */
export interface IntervalCalibration {
  /** Share of the moments that the interval from p10 to p90 shall hold. */
  readonly level: number;
  /** Added to both ends, ln(time). */
  readonly marginLn: number;
  readonly lives: number;
}

/** What may be said while the level is quiet. */
export interface QuietBound {
  /** With this confidence the remaining life is longer than `blocks`. */
  readonly confidence: number;
  readonly blocks: number;
  readonly lives: number;
}

/** A fitted model with all that serving needs, as it is stored and shipped. Plain JSON. */
export interface RulModelDocument {
  readonly format: "phm-rul-model/1";
  readonly card: ModelCard;
  readonly horizonsBlocks: readonly number[];
  readonly fitted: ProportionalOdds | CdfForest | LearnedFit;
  readonly calibration: IntervalCalibration;
  readonly quietBound: QuietBound;
  /** Where the model's inputs lay in training. Left out in documents of before: their drift cannot be told. */
  readonly inputProfiles?: readonly InputProfile[];
  /** See `signRulModel`. Left out in documents of before. */
  readonly signature?: string;
}

/** A model ready to serve. */
export interface ServedModel {
  readonly document: RulModelDocument;
  readonly model: RulModel;
}

function checkHorizons(horizons: readonly number[]): void {
  const same =
    horizons.length === HORIZONS_BLOCKS.length && HORIZONS_BLOCKS.every((h, i) => Math.abs((horizons[i] as number) / h - 1) < 1e-6);
  if (!same)
    throw new InvalidValue("horizonsBlocks", horizons.length, `the ${HORIZONS_BLOCKS.length} horizons of this version`, "foreign_model");
}

function openFit(fitted: RulModelDocument["fitted"], openers: FitOpeners): RulModel {
  if (fitted.kind === "proportional_odds") return proportionalOddsModel(fitted);
  if (fitted.kind === "cdf_forest") return cdfForestModel(fitted);
  const open = Object.hasOwn(openers, fitted.kind) ? openers[fitted.kind] : undefined;
  if (open === undefined) {
    const known = ["proportional_odds", "cdf_forest", ...Object.keys(openers)].join(", ");
    throw new InvalidValue("fitted.kind", fitted.kind, `one of ${known}, which this program opens`, "foreign_model");
  }
  return open(fitted);
}

/**
 * Opens a model document. @throws InvalidValue naming the field when it is of another format, made for other inputs or horizons, without
 * a card, damaged, or of a kind that nobody here opens: a number without its card is never served.
 * @param openers for the kinds that `packages/learning` fits
 */
export function openRulModel(document: RulModelDocument, openers: FitOpeners = {}): ServedModel {
  if (document.format !== "phm-rul-model/1") throw new InvalidValue("format", document.format, "phm-rul-model/1", "foreign_model");
  const { card, fitted, calibration, quietBound } = document;
  if (!card?.model || !card.data) throw new InvalidValue("card", card?.model, "a model card with name and data", "missing_card");
  checkHorizons(document.horizonsBlocks);
  for (const input of fitted.inputs) {
    if (!Object.hasOwn(HEALTH_INDICATORS, input))
      throw new InvalidValue("fitted.inputs", input, `one of ${Object.keys(HEALTH_INDICATORS).join(", ")}`, "foreign_model");
  }
  if (!Number.isFinite(calibration.marginLn))
    throw new InvalidValue("calibration.marginLn", calibration.marginLn, "a finite number", "foreign_model");
  if (!(quietBound.blocks > 0)) throw new InvalidValue("quietBound.blocks", quietBound.blocks, "above 0", "foreign_model");
  return { document, model: openFit(fitted, openers) };
}

/** Whether so many lives can vouch for a level at all: n lives give at most n / (n + 1). */
export function isSupported(level: number, lives: number): boolean {
  return lives / (lives + 1) >= level;
}
