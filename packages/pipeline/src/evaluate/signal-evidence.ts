import type { FeatureVector } from "@phm/domain";
import { shortedPhase } from "@phm/dsp";
import type { BearingLineRecord, DamagedPart } from "./bearing-line-evidence.js";
import { spearman } from "./spearman.js";

/** From this share of unrelated orders on a line counts as found: one in twenty by chance. */
export const FOUND_ABOVE_DECOYS = 0.95;

export interface LabelledLine {
  readonly dataset: string;
  readonly part: DamagedPart;
  /** Undefined where the record cannot carry the line. */
  readonly record: BearingLineRecord | undefined;
}

/** Bearing lines of one part in one data set. */
export interface BearingLineRow {
  readonly dataset: string;
  readonly part: DamagedPart;
  readonly records: number;
  readonly found: number;
  readonly medianHeightDb: number | undefined;
}

/** How many of the labelled faults show a line at the known order, by data set and part in the order of their first record. */
export function bearingLineRows(lines: readonly LabelledLine[]): readonly BearingLineRow[] {
  return grouped(lines, ({ dataset, part }) => `${dataset}/${part}`).map((group) => {
    const seen = group.flatMap(({ record }) => record ?? []);
    const { dataset, part } = group[0] as LabelledLine;
    return {
      dataset,
      part,
      records: group.length,
      found: seen.filter(({ aboveDecoysShare }) => aboveDecoysShare >= FOUND_ABOVE_DECOYS).length,
      medianHeightDb: median(seen.map(({ heightDb }) => heightDb)),
    };
  });
}

export interface GradedRecord {
  /** What must be alike for grades to be compared: speed, load. */
  readonly condition: string;
  /** 0 is sound, then by severity. */
  readonly grade: number;
  readonly value: number;
}

/** Whether a figure rises with the grade of a fault under one condition. */
export interface GradeRow {
  readonly condition: string;
  /** Median of the figure at each grade, by rising grade. */
  readonly medians: readonly { readonly grade: number; readonly records: number; readonly median: number }[];
  /** Over the records; undefined with a single grade. */
  readonly rankCorrelation: number | undefined;
}

export function gradeRows(records: readonly GradedRecord[]): readonly GradeRow[] {
  return grouped(records, ({ condition }) => condition).map((group) => ({
    condition: (group[0] as GradedRecord).condition,
    medians: grouped(
      [...group].sort((a, b) => a.grade - b.grade),
      ({ grade }) => `${grade}`,
    ).map((alike) => ({
      grade: (alike[0] as GradedRecord).grade,
      records: alike.length,
      median: median(alike.map(({ value }) => value)) as number,
    })),
    rankCorrelation: spearman(group.map(({ grade, value }) => [grade, value])),
  }));
}

/** The study's limit from which a negative sequence speaks for a short. */
export const SHORT_NEGATIVE_SEQUENCE_RATIO = 0.055;

export interface ShortRecord {
  readonly asset: string;
  readonly grade: number;
  readonly labelledPhase: "a" | "b" | "c" | undefined;
  readonly negativeSequenceRatio: number;
  readonly angleDeg: number;
  readonly namedPhase: "a" | "b" | "c";
}

/** What the phase currents of one acquisition say of shorted turns; undefined where it has no figures across its currents. */
export function shortRecord(
  { ref, acrossChannels }: Pick<FeatureVector, "ref" | "acrossChannels">,
  grade: number,
  labelledPhase: "a" | "b" | "c" | undefined,
): ShortRecord | undefined {
  const { currentNegativeSequenceRatio, currentNegativeSequenceAngleDeg, currentPhaseRotation } = acrossChannels;
  if (currentNegativeSequenceRatio === undefined || currentNegativeSequenceAngleDeg === undefined) return undefined;
  return {
    asset: ref.asset,
    grade,
    labelledPhase,
    negativeSequenceRatio: currentNegativeSequenceRatio,
    angleDeg: currentNegativeSequenceAngleDeg,
    namedPhase: shortedPhase(currentNegativeSequenceAngleDeg, currentPhaseRotation === -1 ? "acb" : "abc"),
  };
}

/** Shorts by whether they stand out and whether the right phase is then named. */
export interface ShortCounts {
  readonly shorted: number;
  readonly aboveLimit: number;
  readonly phaseRight: number;
  readonly sound: number;
  readonly soundAboveLimit: number;
  /** Shorts below the limit. */
  readonly missed: readonly ShortRecord[];
  /** Largest ratio of a sound record. */
  readonly largestSoundRatio: number | undefined;
}

export function countShorts(records: readonly ShortRecord[]): ShortCounts {
  const isAbove = ({ negativeSequenceRatio }: ShortRecord) => negativeSequenceRatio >= SHORT_NEGATIVE_SEQUENCE_RATIO;
  const shorted = records.filter(({ labelledPhase }) => labelledPhase !== undefined);
  const sound = records.filter(({ labelledPhase }) => labelledPhase === undefined);
  const above = shorted.filter(isAbove);
  return {
    shorted: shorted.length,
    aboveLimit: above.length,
    phaseRight: above.filter(({ labelledPhase, namedPhase }) => labelledPhase === namedPhase).length,
    sound: sound.length,
    soundAboveLimit: sound.filter(isAbove).length,
    missed: shorted.filter((record) => !isAbove(record)),
    largestSoundRatio: sound.length === 0 ? undefined : Math.max(...sound.map(({ negativeSequenceRatio }) => negativeSequenceRatio)),
  };
}

function grouped<Item>(items: readonly Item[], keyOf: (item: Item) => string): Item[][] {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return [...groups.values()];
}

function median(values: readonly number[]): number | undefined {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  if (sorted.length % 2 === 1) return sorted[middle];
  return sorted.length === 0 ? undefined : ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2;
}
