import type { HeldOutLife } from "../models/model-evaluation.js";
import { isSupported } from "../models/rul-model-document.js";

/** Champion and challenger on one life that neither was fitted on. */
export interface PairedLife {
  readonly life: string;
  /** From the card's evaluation, or from a life that ended while both ran on it. */
  readonly source: "card" | "live";
  readonly champion: Figures;
  readonly challenger: Figures;
}

export type Figures = Pick<HeldOutLife, "pinballLn" | "coverageRatio" | "falseUrgency">;

/** Machines that were found sound while a model said "act now". */
export interface FalseTickets {
  readonly champion: number;
  readonly challenger: number;
}

/** One line of the comparison. */
export interface GateCriterion {
  readonly measure: "lives" | "pinball_ln" | "coverage_ratio" | "false_tickets";
  /** All lives together, or those that ended live alone. */
  readonly over: "all" | "live";
  readonly champion: number;
  readonly challenger: number;
  /** What the challenger's figure is held against: at least it for lives and coverage, at most it for the others. */
  readonly limit: number;
  readonly passed: boolean;
}

export interface GateReport {
  readonly passed: boolean;
  readonly lives: number;
  readonly liveLives: number;
  readonly criteria: readonly GateCriterion[];
}

/** Share of the interval that the models compared here are meant to hold. */
export const GATE_LEVEL = 0.8;
/** n lives can vouch for a level of n / (n + 1): fewer than four cannot say anything of an 80 % interval. */
export const MIN_GATE_LIVES = 4;
/** In ln(time): 5 % of the champion's loss is less than two lives of the same kind differ by, and no due date moves for it. */
const PINBALL_TOLERANCE = 0.05;
/** A quarter of what an 80 % interval may miss. */
const COVERAGE_TOLERANCE_RATIO = 0.05;

const meanOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

function pinballCriterion(lives: readonly PairedLife[], over: GateCriterion["over"]): GateCriterion {
  const champion = meanOf(lives.map((life) => life.champion.pinballLn));
  const challenger = meanOf(lives.map((life) => life.challenger.pinballLn));
  const limit = champion * (1 + PINBALL_TOLERANCE);
  return { measure: "pinball_ln", over, champion, challenger, limit, passed: challenger <= limit + 1e-12 };
}

/** Above the meant level more coverage is no merit: it is a wider interval, which the pinball loss pays for. */
function coverageCriterion(lives: readonly PairedLife[], over: GateCriterion["over"]): GateCriterion {
  const champion = meanOf(lives.map((life) => life.champion.coverageRatio));
  const challenger = meanOf(lives.map((life) => life.challenger.coverageRatio));
  const limit = Math.min(champion, GATE_LEVEL) - COVERAGE_TOLERANCE_RATIO;
  return { measure: "coverage_ratio", over, champion, challenger, limit, passed: challenger >= limit - 1e-12 };
}

/** No tolerance: one order that sends people to a sound machine costs more trust than any pinball earns. */
function ticketCriterion(lives: readonly PairedLife[], found: FalseTickets, over: GateCriterion["over"]): GateCriterion {
  const champion = lives.filter((life) => life.champion.falseUrgency).length + found.champion;
  const challenger = lives.filter((life) => life.challenger.falseUrgency).length + found.challenger;
  return { measure: "false_tickets", over, champion, challenger, limit: champion, passed: challenger <= champion };
}

function criteriaOf(lives: readonly PairedLife[], found: FalseTickets, over: GateCriterion["over"]): GateCriterion[] {
  return [pinballCriterion(lives, over), coverageCriterion(lives, over), ticketCriterion(lives, found, over)];
}

/**
 * Whether a challenger is not worse than the champion, life by life on the same lives, each one vote: pinball loss, coverage and false
 * tickets, on all lives together and, where at least four ended live, on those alone too. With fewer than four lives it does not pass.
 * @param found machines that people found sound, by whom an order was hurried
 */
export function compareModels(lives: readonly PairedLife[], found: FalseTickets): GateReport {
  const live = lives.filter(({ source }) => source === "live");
  const enough = isSupported(GATE_LEVEL, lives.length);
  const counted: GateCriterion = {
    ...{ measure: "lives", over: "all", champion: lives.length, challenger: lives.length },
    ...{ limit: MIN_GATE_LIVES, passed: enough },
  };
  const all = lives.length === 0 ? [ticketCriterion([], found, "all")] : criteriaOf(lives, found, "all");
  const alone = isSupported(GATE_LEVEL, live.length) ? criteriaOf(live, found, "live") : [];
  const criteria = [counted, ...all, ...alone];
  return { passed: criteria.every(({ passed }) => passed), lives: lives.length, liveLives: live.length, criteria };
}
