import { DEFAULT_TIME_SCALE } from "@phm/diagnostics";
import type { TimeNs } from "@phm/domain";
import { secondsBetween } from "@phm/domain";
import { blockLengthS, type IndicatorState, indicatorsOf, type Life, type LifeMoment, observeIndicators } from "@phm/prognostics";
import type { Assessment } from "../../assess.js";

type SeenMoment = Omit<LifeMoment, "remainingBlocks"> & { readonly timeNs: TimeNs; readonly blockS: number };

/**
 * Turns the assessments of one machine, in time order, into a life for training: the indicators at the end of each block, as serving
 * sees them. What came before the end is only known when the end is.
 */
export class LifeRecorder {
  private readonly moments: SeenMoment[] = [];
  private indicators: IndicatorState | null = null;

  observe({ condition }: Assessment): void {
    const { levelRatio, timeNs, onsetNs } = condition;
    if (levelRatio === null || !(levelRatio > 0)) return;
    const before = this.indicators;
    this.indicators = observeIndicators(before, levelRatio, timeNs, DEFAULT_TIME_SCALE);
    const blockS = blockLengthS(this.indicators, DEFAULT_TIME_SCALE);
    const isBlockEnd = before !== null && this.indicators.blockStartNs !== before.blockStartNs;
    if (blockS === null || !isBlockEnd) return;
    this.moments.push({ timeNs, blockS, onset: onsetNs !== null, indicators: indicatorsOf(this.indicators, levelRatio) });
  }

  /** @param endNs when the machine failed; moments at or after it do not count */
  life(id: string, endNs: TimeNs): Life {
    const moments = this.moments.map(({ timeNs, blockS, ...moment }) => ({
      ...moment,
      remainingBlocks: secondsBetween(timeNs, endNs) / blockS,
    }));
    return { id, moments: moments.filter(({ remainingBlocks }) => remainingBlocks > 0) };
  }
}
