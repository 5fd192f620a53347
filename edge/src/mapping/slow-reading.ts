import { addSeconds, assetRef, pointId, type Reading, type ReadingQuality, type TimeNs } from "@phm/domain";
import type { Target } from "../config/edge-file.js";

/** Where the points of a file are. */
export interface Place {
  readonly organisation: string;
  readonly site: string;
}

/** A value as a source gave it, whatever it is. */
export interface RawValue {
  readonly raw: unknown;
  readonly timeNs: TimeNs;
  /** As the source said it. Default: good. */
  readonly quality?: ReadingQuality;
  readonly qualityReason?: string;
}

/** A source whose clock is ahead by more is not believed: the reading stays, with its time, as uncertain. */
const BELIEVED_AHEAD_S = 60;

/**
 * The reading that a value becomes. What is no number is a reading all the same, bad and without value: that a field was wrong, and when, is
 * worth knowing too.
 * @param nowNs by the connector's clock
 */
export function slowReading(place: Place, target: Target, { raw, timeNs, quality, qualityReason }: RawValue, nowNs: TimeNs): Reading {
  const { asset, point, unit, scale, offset } = target;
  const reading = { ref: assetRef(place.organisation, place.site, asset), point: pointId(point), timeNs, unit };
  const value = numberIn(raw);
  if (typeof value !== "number") {
    // Why the source itself says that there is none comes before what was found instead.
    return { ...reading, value: Number.NaN, quality: "bad", qualityReason: (quality === "bad" && qualityReason) || value.reason };
  }
  const scaled = value * scale + offset;
  if (!Number.isFinite(scaled)) return { ...reading, value: Number.NaN, quality: "bad", qualityReason: "not_finite" };
  if (quality !== undefined && quality !== "good") {
    return { ...reading, value: scaled, quality, ...(qualityReason === undefined ? {} : { qualityReason }) };
  }
  if (timeNs > addSeconds(nowNs, BELIEVED_AHEAD_S)) {
    return { ...reading, value: scaled, quality: "uncertain", qualityReason: qualityReason ?? "source_clock_ahead" };
  }
  return { ...reading, value: scaled };
}

function numberIn(raw: unknown): number | { readonly reason: string } {
  switch (typeof raw) {
    case "number":
      return Number.isFinite(raw) ? raw : { reason: "not_finite" };
    case "bigint":
      return Number(raw);
    case "boolean":
      return raw ? 1 : 0;
    default:
      return { reason: raw === null || raw === undefined ? "no_value" : "wrong_type" };
  }
}
