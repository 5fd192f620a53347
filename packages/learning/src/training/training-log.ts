import { InvalidValue } from "@phm/domain";
import type { SurvivalNet } from "../net/survival-net.js";
import type { EpochReport, SurvivalTraining } from "./survival-training.js";
import type { TrainingCheckpoint } from "./training-checkpoint.js";

const FORMAT = "phm-nets-training/1";

/** Where the training of several nets stands: those that are done and the one under way, in the order of training. Plain JSON. */
export interface NetsCheckpoint {
  readonly format: typeof FORMAT;
  readonly nets: readonly TrainingCheckpoint[];
}

/** One epoch of one of the nets. */
export interface NetsProgress {
  /** From 1. */
  readonly net: number;
  readonly nets: number;
  readonly report: EpochReport;
}

/** What callers may follow and take up again. */
export interface NetsTrainingHooks {
  readonly resume?: NetsCheckpoint | undefined;
  /** After each epoch of each net; a checkpoint is made only when asked for. */
  readonly onEpoch?: ((progress: NetsProgress, checkpoint: () => NetsCheckpoint) => void) | undefined;
}

/** Runs the nets of a model one after the other, each from its checkpoint where there is one. */
export class TrainingLog {
  private readonly done: TrainingCheckpoint[] = [];
  private readonly resumed: readonly TrainingCheckpoint[];

  /** @throws InvalidValue when what is to be taken up is no checkpoint of so many nets */
  constructor(
    private readonly nets: number,
    private readonly hooks: NetsTrainingHooks = {},
  ) {
    const { resume } = hooks;
    if (resume !== undefined && (resume.format !== FORMAT || !Array.isArray(resume.nets) || resume.nets.length > nets)) {
      throw new InvalidValue("checkpoint.format", resume.format, `${FORMAT} of at most ${nets} nets`, "foreign_checkpoint");
    }
    this.resumed = resume?.nets ?? [];
  }

  run(start: (checkpoint: TrainingCheckpoint | undefined) => SurvivalTraining): SurvivalNet {
    const training = start(this.resumed[this.done.length]);
    while (!training.finished) {
      const report = training.runEpoch();
      const checkpoint = (): NetsCheckpoint => ({ format: FORMAT, nets: [...this.done, training.checkpoint()] });
      this.hooks.onEpoch?.({ net: this.done.length + 1, nets: this.nets, report }, checkpoint);
    }
    this.done.push(training.checkpoint());
    return training.net();
  }
}
