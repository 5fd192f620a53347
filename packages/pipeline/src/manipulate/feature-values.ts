import type { InsufficientData } from "@phm/dsp";

/** Gathers scalars by feature name. What has no value is left out: absent is not zero. */
export class FeatureValues {
  readonly record: Record<string, number> = {};

  add(name: string, value: number | InsufficientData | undefined): void {
    if (typeof value === "number") this.record[name] = value;
  }
}
