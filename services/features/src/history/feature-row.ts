import { type AcquisitionId, type AssetRef, type FeatureVector, storedTime, type TimeNs } from "@phm/domain";

/** Stands where a measurement point's name stands, for the features across channels. No point can have this name. */
export const ACROSS_CHANNELS = "";

export interface PointValues {
  readonly point: string;
  /** By feature name; at least one. */
  readonly values: Readonly<Record<string, number>>;
}

/** The scalars of one acquisition, as the history takes them. */
export interface FeatureRow {
  readonly ref: AssetRef;
  readonly acquisition: AcquisitionId;
  readonly timeNs: TimeNs;
  readonly featureSet: string;
  /** Points without any feature are left out. */
  readonly points: readonly PointValues[];
}

export function featureRow({ ref, acquisition, startTimeNs, featureSet, channels, acrossChannels }: FeatureVector): FeatureRow {
  const points = [...channels.map(({ point, values }) => ({ point, values })), { point: ACROSS_CHANNELS, values: acrossChannels }];
  return { ref, acquisition, timeNs: startTimeNs, featureSet, points: points.filter(({ values }) => Object.keys(values).length > 0) };
}

/** How many numbers a row brings: what the room in a document is counted in. */
export function valuesIn(row: FeatureRow): number {
  return row.points.reduce((total, { values }) => total + Object.keys(values).length, 0);
}

/** A row's time as stores keep it. */
export function rowTime(row: FeatureRow): string {
  return storedTime(row.timeNs);
}
