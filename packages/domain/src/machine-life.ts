import type { FailureMode } from "./failure-mode.js";
import type { AssetRef } from "./ids.js";
import type { TimeNs } from "./time.js";
import type { TimeScale } from "./time-scale.js";

/** One closed block of a life, as serving saw it. A block is the stretch of time that a level is smoothed over. */
export interface LifeBlock {
  /** End of the block. */
  readonly timeNs: TimeNs;
  /** Length of one block of this machine, seconds; above 0. */
  readonly blockS: number;
  /** How many closed blocks it stands for: 1, and more where older ones were thinned. */
  readonly blocks: number;
  /** Whether a rise of the level stood. */
  readonly onset: boolean;
  /** The health indicators by name. */
  readonly indicators: Readonly<Record<string, number>>;
}

/** How a life ended, as people found it. */
export interface LifeLabel {
  /** The verdict that told of it. */
  readonly verdictId: string;
  /** What was found; absent where the verdict names nothing. */
  readonly failureMode?: FailureMode;
  /** When the machine failed, or was taken out before it did. */
  readonly endNs: TimeNs;
  /** The machine did not fail of what was advised: its end is a lower limit of its life. */
  readonly censored: boolean;
  /** When the work was done: what is measured up to then belongs to no later life. */
  readonly closedNs: TimeNs;
}

/** A life of one machine, from its first closed block after the last repair on: what a model of the remaining life learns from. */
export interface MachineLife {
  /** `org:site:asset:start`: a life is one life, whoever tells of its end how often. */
  readonly id: string;
  /** The physical machine: lives of one machine are never parted by a split. */
  readonly ref: AssetRef;
  /** Kind of the machine, as the asset register states it. */
  readonly kind: string;
  /** How fast machines of its class wear: models are made for one of them. */
  readonly timeScale: TimeScale;
  /** What the indicators were computed by. */
  readonly featureSet: string;
  readonly modelVersion: string;
  /** In time order, at least one. */
  readonly blocks: readonly LifeBlock[];
  /** Absent while the life goes on. */
  readonly label?: LifeLabel;
}

/** A life whose end is known. */
export type LabelledLife = MachineLife & { readonly label: LifeLabel };
