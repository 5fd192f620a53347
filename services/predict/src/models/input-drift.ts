import { type AssetRef, assetKey } from "@phm/domain";
import {
  DRIFT_LIMIT,
  type HealthIndicator,
  type HealthIndicators,
  MIN_DRIFT_VALUES,
  populationStability,
  type RulModelDocument,
} from "@phm/prognostics";

/** The sample holds the latest moments of the machines that were asked about last: none of them can fill it alone. */
const MAX_ASSETS = 50;
const MOMENTS_PER_ASSET = 40;

/** How far one input has moved since training. */
export interface InputDriftFigure {
  readonly input: HealthIndicator;
  /** Null while too few values were seen, or where the model carries no profile of the input. */
  readonly stabilityIndex: number | null;
  readonly values: number;
  readonly drifted: boolean;
}

/**
 * What models of a scope were asked lately: a sliding sample of at most 50 machines with 40 moments each, in memory. Champion and challenger
 * are asked the same, so that one sample serves both. A restart begins it anew.
 */
export class InputDrift {
  private readonly moments = new Map<string, HealthIndicators[]>();

  observe(ref: AssetRef, inputs: HealthIndicators): void {
    const key = assetKey(ref);
    const kept = [...(this.moments.get(key) ?? []), inputs].slice(-MOMENTS_PER_ASSET);
    this.moments.delete(key);
    this.moments.set(key, kept);
    const oldest = this.moments.keys().next().value;
    if (this.moments.size > MAX_ASSETS && oldest !== undefined) this.moments.delete(oldest);
  }

  /** By input of the model. */
  figures({ fitted, inputProfiles = [] }: RulModelDocument): InputDriftFigure[] {
    const seen = [...this.moments.values()].flat();
    return fitted.inputs.map((input) => {
      const profile = inputProfiles.find((each) => each.input === input);
      const isTold = profile !== undefined && seen.length >= MIN_DRIFT_VALUES;
      const stabilityIndex = isTold
        ? populationStability(
            profile,
            seen.map((moment) => moment[input]),
          )
        : null;
      return { input, stabilityIndex, values: seen.length, drifted: stabilityIndex !== null && stabilityIndex > DRIFT_LIMIT };
    });
  }
}
