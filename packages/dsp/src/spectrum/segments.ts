import { InvalidValue } from "@phm/domain";

export interface SegmentOptions {
  /** Samples of a segment; a shorter record becomes one segment. */
  readonly segmentLength: number;
  /** Share by which consecutive segments overlap, 0 <= overlapRatio < 1. */
  readonly overlapRatio: number;
}

// A record is cut into segments that start at 0, step, 2·step …; samples after the last whole one are not used. Three functions that
// each give one number, for an object of the three would be garbage in every call of a kernel.

/**
 * Samples of one segment of a record.
 * @throws InvalidValue on a segmentLength that is not an integer of at least 2
 */
export function segmentSamples(recordSamples: number, segmentLength: number): number {
  if (!Number.isInteger(segmentLength) || segmentLength < 2) {
    throw new InvalidValue("segmentLength", segmentLength, "an integer of at least 2");
  }
  return Math.min(segmentLength, recordSamples);
}

/**
 * Samples from the start of one segment to that of the next, at least 1.
 * @throws InvalidValue on an overlapRatio outside its range
 */
export function segmentStep(length: number, overlapRatio: number): number {
  if (!(overlapRatio >= 0 && overlapRatio < 1)) throw new InvalidValue("overlapRatio", overlapRatio, "at least 0 and below 1");
  return length - Math.min(Math.floor(length * overlapRatio), length - 1);
}

/** Whole segments of `length` samples in a record. */
export function segmentCount(recordSamples: number, length: number, step: number): number {
  return Math.floor((recordSamples - length) / step) + 1;
}
