import { InvalidValue } from "@phm/domain";
import type { SurvivalNet } from "../net/survival-net.js";
import type { EpochReport, SurvivalTraining } from "../training/survival-training.js";
import type { TrainingCheckpoint } from "../training/training-checkpoint.js";

/** Where the training of a table model stands: the nets that are done and the one under way, in the order of training. Plain JSON. */
export interface TableCheckpoint {
  readonly format: "phm-table-training/1";
  readonly nets: readonly TrainingCheckpoint[];
}

/** One epoch of one of the nets. */
export interface TableProgress {
  /** From 1. */
  readonly net: number;
  readonly nets: number;
  readonly report: EpochReport;
}

/** What callers may follow and take up again. */
export interface TableTrainingHooks {
  readonly resume?: TableCheckpoint | undefined;
  /** After each epoch of each net; a checkpoint is made only when asked for. */
  readonly onEpoch?: ((progress: TableProgress, checkpoint: () => TableCheckpoint) => void) | undefined;
}

/** Runs the nets of a table model one after the other, each from its checkpoint where there is one. */
export class TrainingLog {
  private readonly done: TrainingCheckpoint[] = [];
  private readonly resumed: readonly TrainingCheckpoint[];

  /** @throws InvalidValue when what is to be taken up is no checkpoint of so many nets */
  constructor(
    private readonly nets: number,
    private readonly hooks: TableTrainingHooks,
  ) {
    const { resume } = hooks;
    if (resume !== undefined && (resume.format !== "phm-table-training/1" || !Array.isArray(resume.nets) || resume.nets.length > nets)) {
      throw new InvalidValue("checkpoint.format", resume.format, `phm-table-training/1 of at most ${nets} nets`, "foreign_checkpoint");
    }
    this.resumed = resume?.nets ?? [];
  }

  run(start: (checkpoint: TrainingCheckpoint | undefined) => SurvivalTraining): SurvivalNet {
    const training = start(this.resumed[this.done.length]);
    while (!training.finished) {
      const report = training.runEpoch();
      const checkpoint = (): TableCheckpoint => ({ format: "phm-table-training/1", nets: [...this.done, training.checkpoint()] });
      this.hooks.onEpoch?.({ net: this.done.length + 1, nets: this.nets, report }, checkpoint);
    }
    this.done.push(training.checkpoint());
    return training.net();
  }
}
