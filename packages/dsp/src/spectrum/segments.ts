import { InvalidValue } from "@phm/domain";

export interface SegmentOptions {
  /** Samples of a segment; a shorter record becomes one segment. */
  readonly segmentLength: number;
  /** Share by which consecutive segments overlap, 0 <= overlapRatio < 1. */
  readonly overlapRatio: number;
}

/** How a record is cut: segments of `length` samples start at 0, `step`, 2·`step` … Samples after the last whole one are not used. */
export interface Segmentation {
  readonly length: number;
  readonly step: number;
  readonly count: number;
}

/** @throws InvalidValue on an option outside its range */
export function segmentationOf(samples: number, { segmentLength, overlapRatio }: SegmentOptions): Segmentation {
  if (!Number.isInteger(segmentLength) || segmentLength < 2) {
    throw new InvalidValue("segmentLength", segmentLength, "an integer of at least 2");
  }
  if (!(overlapRatio >= 0 && overlapRatio < 1)) throw new InvalidValue("overlapRatio", overlapRatio, "at least 0 and below 1");
  const length = Math.min(segmentLength, samples);
  const step = length - Math.min(Math.floor(length * overlapRatio), length - 1);
  return { length, step, count: Math.floor((samples - length) / step) + 1 };
}
