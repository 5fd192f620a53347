import { InvalidValue } from "@phm/domain";
import { HEALTH_INDICATORS } from "../indicators/health-indicators.js";
import type { InputProfile } from "./input-profile.js";
import type { HeldOutLife, HeldOutScore, ModelEvaluation } from "./model-evaluation.js";
import type { RulModelDocument } from "./rul-model-document.js";

/** Names stand in addresses, keys of stores and labels of metrics. */
const MODEL_NAME = /^[A-Za-z0-9][A-Za-z0-9_=.-]{0,79}$/;
const MAX_TEXT = 4_000;
/** Lives on a card: more than any plant will see fail. */
const MAX_LIVES = 10_000;

type Fields = Readonly<Record<string, unknown>>;

function foreign(field: string, value: unknown, limit: string): InvalidValue {
  return new InvalidValue(field, typeof value === "object" ? JSON.stringify(value)?.slice(0, 80) : value, limit, "foreign_model");
}

function fieldsOf(value: unknown, field: string): Fields {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Fields;
  throw foreign(field, value, "an object");
}

function listOf(value: unknown, field: string, most: number): readonly unknown[] {
  if (Array.isArray(value) && value.length <= most) return value;
  throw foreign(field, value, `a list of at most ${most}`);
}

function checkText(value: unknown, field: string): void {
  if (typeof value !== "string" || value.trim() === "" || value.length > MAX_TEXT)
    throw foreign(field, value, `1 to ${MAX_TEXT} characters`);
}

function checkNumber(value: unknown, field: string, least: number, most: number): void {
  if (typeof value === "number" && value >= least && value <= most) return;
  throw foreign(field, value, `a number from ${least} to ${most}`);
}

/** @throws InvalidValue for a name that is not 1 to 80 of letters, digits and `_=.-`, beginning with a letter or digit */
function checkModelName(value: unknown, field = "model"): string {
  if (typeof value === "string" && MODEL_NAME.test(value)) return value;
  throw foreign(field, value, "1 to 80 of A-Z a-z 0-9 _ = . -, beginning with a letter or digit");
}

function checkInterval(value: unknown, field: string): void {
  const interval = fieldsOf(value, field);
  for (const name of ["mean", "low", "high"]) checkNumber(interval[name], `${field}.${name}`, 0, Number.MAX_VALUE);
}

function checkScore(value: unknown, field: string): asserts value is HeldOutScore {
  const score = fieldsOf(value, field);
  checkText(score.name, `${field}.name`);
  checkNumber(score.lives, `${field}.lives`, 1, MAX_LIVES);
  checkInterval(score.pinballLn, `${field}.pinballLn`);
  checkInterval(score.coverage, `${field}.coverage`);
  checkNumber(score.medianErrorLn, `${field}.medianErrorLn`, 0, Number.MAX_VALUE);
}

function checkHeldOut(value: unknown, field: string): asserts value is HeldOutLife[] {
  listOf(value, field, MAX_LIVES).forEach((each, i) => {
    const life = fieldsOf(each, `${field}[${i}]`);
    checkText(life.life, `${field}[${i}].life`);
    checkNumber(life.pinballLn, `${field}[${i}].pinballLn`, 0, Number.MAX_VALUE);
    checkNumber(life.coverageRatio, `${field}[${i}].coverageRatio`, 0, 1);
    if (typeof life.falseUrgency !== "boolean") throw foreign(`${field}[${i}].falseUrgency`, life.falseUrgency, "true or false");
  });
}

function checkEvaluation(value: unknown, field: string): asserts value is ModelEvaluation {
  const evaluation = fieldsOf(value, field);
  listOf(evaluation.scores, `${field}.scores`, 100).forEach((score, i) => {
    checkScore(score, `${field}.scores[${i}]`);
  });
  checkHeldOut(evaluation.heldOut, `${field}.heldOut`);
  listOf(evaluation.against, `${field}.against`, 100).forEach((each, i) => {
    const other = fieldsOf(each, `${field}.against[${i}]`);
    checkModelName(other.model, `${field}.against[${i}].model`);
    checkHeldOut(other.heldOut, `${field}.against[${i}].heldOut`);
  });
}

function checkCard(card: Fields): void {
  checkModelName(card.model, "card.model");
  for (const name of ["data", "licence", "split", "limits"]) checkText(card[name], `card.${name}`);
  checkNumber(card.lives, "card.lives", 1, MAX_LIVES);
  if (card.createdBy !== undefined) checkText(card.createdBy, "card.createdBy");
  if (card.evaluation !== undefined) checkEvaluation(card.evaluation, "card.evaluation");
}

function checkProfile(value: unknown, field: string): asserts value is InputProfile {
  const { input, edges, shares } = fieldsOf(value, field);
  if (typeof input !== "string" || !Object.hasOwn(HEALTH_INDICATORS, input)) {
    throw foreign(`${field}.input`, input, `one of ${Object.keys(HEALTH_INDICATORS).join(", ")}`);
  }
  const bins = listOf(edges, `${field}.edges`, 9).length + 1;
  if (listOf(shares, `${field}.shares`, 10).length !== bins) throw foreign(`${field}.shares`, shares, `${bins}, one more than edges`);
  for (const edge of edges as unknown[]) checkNumber(edge, `${field}.edges`, -Number.MAX_VALUE, Number.MAX_VALUE);
  for (const share of shares as unknown[]) checkNumber(share, `${field}.shares`, 0, 1 + 1e-9);
}

/**
 * What an uploaded or stored value is, checked as far as all kinds of model have it; `openRulModel` checks what was fitted.
 * @throws InvalidValue naming the field that is missing, of another type or out of range
 */
export function readRulModelDocument(value: unknown): RulModelDocument {
  const document = fieldsOf(value, "document");
  if (document.format !== "phm-rul-model/1") throw foreign("format", document.format, "phm-rul-model/1");
  if (document.card === undefined) throw new InvalidValue("card", undefined, "a model card", "missing_card");
  checkCard(fieldsOf(document.card, "card"));
  listOf(document.horizonsBlocks, "horizonsBlocks", 1000);
  const fitted = fieldsOf(document.fitted, "fitted");
  if (typeof fitted.kind !== "string") throw foreign("fitted.kind", fitted.kind, "a kind of model");
  for (const input of listOf(fitted.inputs, "fitted.inputs", 100)) checkText(input, "fitted.inputs");
  const { level, marginLn, lives } = fieldsOf(document.calibration, "calibration");
  checkNumber(level, "calibration.level", 0, 1);
  checkNumber(marginLn, "calibration.marginLn", -100, 100);
  checkNumber(lives, "calibration.lives", 1, MAX_LIVES);
  const bound = fieldsOf(document.quietBound, "quietBound");
  checkNumber(bound.confidence, "quietBound.confidence", 0, 1);
  checkNumber(bound.blocks, "quietBound.blocks", Number.MIN_VALUE, Number.MAX_VALUE);
  checkNumber(bound.lives, "quietBound.lives", 0, MAX_LIVES);
  if (document.inputProfiles !== undefined) {
    listOf(document.inputProfiles, "inputProfiles", 100).forEach((profile, i) => {
      checkProfile(profile, `inputProfiles[${i}]`);
    });
  }
  if (document.signature !== undefined) checkText(document.signature, "signature");
  return value as RulModelDocument;
}
