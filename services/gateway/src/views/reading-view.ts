import {
  type CoverageMessage,
  type ReadingColumnsMessage,
  type ReadingMessage,
  readingFromWire,
  readingQualityCodec,
} from "@phm/contracts";
import { formatTimeNs } from "@phm/domain";

/** One reading of a point; a value that the source did not give is null. */
export function latestReadingView(message: ReadingMessage) {
  const { point, timeNs, value, unit, quality = "good", qualityReason } = readingFromWire(message);
  return { point, time: formatTimeNs(timeNs), value: figure(value), unit, quality, qualityReason: qualityReason ?? null };
}

/** Columns of equal length, all values in `unit`; null where no reading of the row was better than bad. */
export function readingColumnsView(columns: ReadingColumnsMessage) {
  const { unit, timeNs, value, min, max, count, quality, qualityReason, nextCursor } = columns;
  return {
    unit,
    time: timeNs.map(formatTimeNs),
    value: value.map(figure),
    min: min.map(figure),
    max: max.map(figure),
    count,
    quality: quality.map((each) => readingQualityCodec.fromWire(each, "quality")),
    qualityReason,
    nextCursor: nextCursor === "" ? null : nextCursor,
  };
}

/** Missing points by name; `since` is null for one that was never heard of. */
export function coverageView({ points, onTime, share, assets, atNs }: CoverageMessage) {
  return {
    at: formatTimeNs(atNs),
    pointCount: points,
    onTimeCount: onTime,
    onTimeRatio: share ?? null,
    assets: assets.map(({ asset, points: ofAsset, onTime: onTimeOfAsset, missing }) => ({
      asset,
      pointCount: ofAsset,
      onTimeCount: onTimeOfAsset,
      missing: missing.map(({ point, sinceNs }) => ({ point, since: sinceNs === undefined ? null : formatTimeNs(sinceNs) })),
    })),
  };
}

function figure(value: number): number | null {
  return Number.isNaN(value) ? null : value;
}
