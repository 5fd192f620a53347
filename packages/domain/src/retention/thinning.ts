import { NS_PER_S, type TimeNs } from "../time.js";
import type { ThinningStep } from "./retention-policy.js";

/** What thinning must know of a recording. */
export interface AgedRecording {
  readonly startTimeNs: TimeNs;
  readonly receivedNs: TimeNs;
  /** Recordings of one machine that stand for each other: those of the same measurement points. */
  readonly kind: string;
}

/** Why a recording may go: it is older than all steps, or another one of its stretch of time stays. */
export type RetentionRule = "expired" | "thinned";

const NS_PER_DAY = 86_400n * NS_PER_S;

/**
 * Decides, over the recordings of one machine in order of start time, which may go. The first one of each stretch of time and kind stays, so
 * that the same walk again decides the same: what stays has nothing before it that could take its place.
 */
export class Thinning {
  /** The latest stretch that has a recording, by kind and step. */
  readonly #taken = new Map<string, bigint>();

  constructor(
    private readonly steps: readonly ThinningStep[],
    private readonly nowNs: TimeNs,
  ) {}

  /** Null: it stays. */
  judge({ startTimeNs, receivedNs, kind }: AgedRecording): RetentionRule | null {
    const ageNs = this.nowNs - receivedNs;
    const step = this.steps.findIndex(({ untilDays }) => ageNs < BigInt(untilDays) * NS_PER_DAY);
    if (step < 0) return "expired";
    const { oneInS } = this.steps[step] as ThinningStep;
    return this.#isFirst(startTimeNs, kind, oneInS) ? null : "thinned";
  }

  #isFirst(startTimeNs: TimeNs, kind: string, oneInS: number): boolean {
    if (oneInS === 0) return true;
    const stretch = startTimeNs / (BigInt(oneInS) * NS_PER_S);
    const key = `${oneInS}:${kind}`;
    if (this.#taken.get(key) === stretch) return false;
    this.#taken.set(key, stretch);
    return true;
  }
}
