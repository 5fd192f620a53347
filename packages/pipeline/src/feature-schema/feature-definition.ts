import type { Quantity } from "@phm/domain";

/**
 * What one feature, or a family of features that differ by a figure in the name, means. A definition never changes under the same
 * version of the set, and a name that is in use never gets another definition under a new version: it gets another name. So a column
 * of the feature history means the same from its first value to its last.
 */
export interface FeatureDefinition {
  /** Stable key: the feature's name; of a family, the name with `<…>` where the figures stand. */
  readonly name: string;
  /** Regular expression that names of the feature match from end to end. */
  readonly pattern: string;
  /** A unit, `1` for a ratio, or `channel` for the unit of the channel. */
  readonly unit: FeatureUnit;
  readonly definition: string;
  /** Where the definition comes from: a standard, a paper, a book, or the suite itself. */
  readonly source: string;
  readonly scope: "channel" | "across_channels";
  /** Channels that can have it; none means every quantity. */
  readonly quantities: readonly Quantity[];
}

export type FeatureUnit = "channel" | "1" | "mm/s" | "um" | "Hz" | "dB" | "deg";

/** All definitions of one version of the feature set. */
export interface FeatureSchema {
  /** Such as `core-v1`. */
  readonly featureSet: string;
  readonly definitions: readonly FeatureDefinition[];
}
