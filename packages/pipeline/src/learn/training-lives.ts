import { assetKey, InvalidValue, type LabelledLife } from "@phm/domain";
import { INTERVAL_LEVEL, isSupported, type Life } from "@phm/prognostics";
import { momentsOfBlocks } from "./moments-of-blocks.js";

/** What a model may be trained on, and what was left out and why. */
export interface TrainingLives {
  /** Each with its machine, so that a split never parts the lives of one. */
  readonly lives: readonly Life[];
  readonly machines: number;
  readonly featureSet: string;
  readonly modelVersion: string;
  readonly leftOut: {
    /**
     * The machine did not fail of what was advised: most were repaired because advice said so, just before they would have failed. Taking
     * them for survivors would teach that a high level is harmless, taking them for failures that machines die when people come.
     */
    readonly censored: number;
    /** Measured by another feature set or state detection than the latest life: their indicators mean something else. */
    readonly otherVersion: number;
    /** The level never rose before the end: nothing to judge a model by. */
    readonly withoutOnset: number;
  };
}

/** What an error says of the lives that cannot be trained on. */
function leftOutWords({ censored, otherVersion, withoutOnset }: TrainingLives["leftOut"]): string {
  return `left out: ${censored} that did not end by failure, ${otherVersion} measured by another version, ${withoutOnset} without an onset`;
}

/**
 * The lives that verdicts told of, made ready for training: those that ended by failure, by the versions of the latest one.
 * @param labelled in any order
 * @throws InvalidValue for blocks without the health indicators
 */
export function trainingLives(labelled: readonly LabelledLife[]): TrainingLives {
  const byEnd = [...labelled].sort((a, b) => Number(a.label.endNs - b.label.endNs));
  const failed = byEnd.filter(({ label }) => !label.censored);
  const { featureSet = "", modelVersion = "" } = failed.at(-1) ?? {};
  const measured = failed.filter((life) => life.featureSet === featureSet && life.modelVersion === modelVersion);
  const all = measured.map(({ id, ref, blocks, label }) => ({ id, machine: assetKey(ref), moments: momentsOfBlocks(blocks, label.endNs) }));
  const lives = all.filter(({ moments }) => moments.some(({ onset }) => onset));
  return {
    lives,
    machines: new Set(lives.map(({ machine }) => machine)).size,
    ...{ featureSet, modelVersion },
    leftOut: {
      censored: labelled.length - failed.length,
      otherVersion: failed.length - measured.length,
      withoutOnset: all.length - lives.length,
    },
  };
}

/**
 * Whether there are enough: n machines can vouch for n / (n + 1) at most, as the next one may be unlike all of them.
 * @throws InvalidValue saying how many there are, how many there must be, and what was left out
 */
export function requireEnoughLives({ machines, lives, leftOut }: TrainingLives): void {
  if (isSupported(INTERVAL_LEVEL, machines)) return;
  const needed = Math.ceil(INTERVAL_LEVEL / (1 - INTERVAL_LEVEL) - 1e-9);
  const limit =
    `at least ${needed}: ${machines} give at most ${(100 * machines) / (machines + 1)} % coverage, ` +
    `and the interval shall hold ${100 * INTERVAL_LEVEL} % (${lives.length} lives to train on; ${leftOutWords(leftOut)})`;
  throw new InvalidValue("machines", machines, limit, "too_few_lives");
}
