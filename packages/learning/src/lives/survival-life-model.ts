import { InvalidValue } from "@phm/domain";
import {
  type HealthIndicator,
  type HealthIndicators,
  HORIZONS_BLOCKS,
  type Life,
  type LifeDistribution,
  momentWeights,
} from "@phm/prognostics";
import type { TensorBackend } from "../backend/tensor-backend.js";
import { seededUniform, seedOfPart, shuffled } from "../net/seeded-random.js";
import { openSurvivalNet, type SurvivalNet } from "../net/survival-net.js";
import { joinedRows, type SurvivalRows } from "../training/survival-rows.js";
import { type EpochReport, SurvivalTraining } from "../training/survival-training.js";
import type { TrainingOptions } from "../training/training-options.js";

/** Of every so many lives one says when to stop. */
const LIVES_PER_HELD_OUT = 5;
const SPLIT_PART = 5000;

function rowsOf(life: Life, inputs: readonly HealthIndicator[]): SurvivalRows {
  return {
    x: Float64Array.from(life.moments.flatMap(({ indicators }) => inputs.map((input) => indicators[input]))),
    remaining: Float64Array.from(life.moments, ({ remainingBlocks }) => remainingBlocks),
    weight: Float64Array.from(momentWeights(life)),
  };
}

/**
 * Trains a survival net on whole lives of waveforms' health indicators, each life one vote; a fifth of the lives (at least one) is held
 * out to say when to stop.
 * @throws InvalidValue with fewer than two lives with moments
 */
export function trainSurvivalLives(
  backend: TensorBackend,
  lives: readonly Life[],
  inputs: readonly HealthIndicator[],
  options: TrainingOptions,
  onEpoch?: (report: EpochReport) => void,
): SurvivalNet {
  const usable = lives.filter(({ moments }) => moments.length > 0);
  if (usable.length < 2) throw new InvalidValue("lives", usable.length, "at least 2, one to hold out", "too_few_lives");
  const order = [...shuffled(usable.length, seededUniform(seedOfPart(options.seed, SPLIT_PART)))].map((i) => usable[i] as Life);
  const held = Math.max(1, Math.floor(usable.length / LIVES_PER_HELD_OUT));
  const joined = (part: readonly Life[]) => joinedRows(part.map((life) => rowsOf(life, inputs)));
  const task = { inputs, horizons: HORIZONS_BLOCKS, rows: joined(order.slice(held)), heldOut: joined(order.slice(0, held)) };
  const training = new SurvivalTraining(backend, task, options);
  while (!training.finished) {
    const report = training.runEpoch();
    onEpoch?.(report);
  }
  return training.net();
}

/** A net on health indicators, ready to say P(remaining life <= h) at the horizons of the remaining-life models. */
export interface SurvivalLifeModel {
  readonly net: SurvivalNet;
  predict(indicators: HealthIndicators): LifeDistribution;
}

/** @throws InvalidValue when the net is damaged, or was made for other inputs or horizons */
export function openSurvivalLifeModel(net: SurvivalNet, known: readonly HealthIndicator[]): SurvivalLifeModel {
  const scorer = openSurvivalNet(net);
  const inputs = net.inputs.map((input) => {
    const indicator = known.find((name) => name === input);
    if (indicator === undefined) throw new InvalidValue("inputs", input, `one of ${known.join(", ")}`, "foreign_model");
    return indicator;
  });
  const same =
    net.horizons.length === HORIZONS_BLOCKS.length && HORIZONS_BLOCKS.every((h, i) => Math.abs((net.horizons[i] as number) / h - 1) < 1e-6);
  if (!same) throw new InvalidValue("horizons", net.horizons.length, `the ${HORIZONS_BLOCKS.length} horizons in blocks`, "foreign_model");
  return { net, predict: (indicators) => [...scorer.score(inputs.map((input) => indicators[input]))] };
}
