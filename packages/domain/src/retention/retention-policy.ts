import type { Criticality } from "../criticality.js";

/** Up to an age, keep all acquisitions of a machine, or one of each stretch of time. */
export interface ThinningStep {
  /** Age at which the step ends, days since ingest received it. */
  readonly untilDays: number;
  /** One in so many seconds of event time is kept, for each set of measurement points; 0 keeps all. */
  readonly oneInS: number;
}

/** How long what was measured of a machine is kept. Days count from when ingest received it, so that recorded data are not old on arrival. */
export interface RetentionTier {
  /** By rising age; what is older than the last step goes. */
  readonly waveforms: readonly ThinningStep[];
  readonly spectraDays: number;
  /** Features of each acquisition, of each hour, of each day. */
  readonly rawFeatureDays: number;
  readonly hourlyFeatureDays: number;
  readonly dailyFeatureDays: number;
}

/** What a site keeps of its machines, by how critical they are. Evidence is kept whatever it says. */
export interface RetentionPolicy {
  readonly tiers: Readonly<Record<Criticality, RetentionTier>>;
  /** Encoded bytes of waveforms that the site may have; absent: as many as the disk takes. */
  readonly waveformBudgetBytes?: number;
}

/** Of machines that nobody has graded. */
export const UNGRADED_CRITICALITY: Criticality = "medium";

const HOUR_S = 3_600;
const DAY_S = 86_400;

function tier(waveformDays: readonly [number, number, number], days: readonly [number, number, number, number]): RetentionTier {
  const [all, hourly, daily] = waveformDays;
  const [spectraDays, rawFeatureDays, hourlyFeatureDays, dailyFeatureDays] = days;
  const waveforms = [
    { untilDays: all, oneInS: 0 },
    { untilDays: hourly, oneInS: HOUR_S },
    { untilDays: daily, oneInS: DAY_S },
  ];
  return { waveforms, spectraDays, rawFeatureDays, hourlyFeatureDays, dailyFeatureDays };
}

/** What a site keeps that has not decided: a judgement, no standard; a year of waveforms covers the seasons of a plant. */
export const DEFAULT_RETENTION_POLICY: RetentionPolicy = {
  tiers: {
    low: tier([14, 90, 365], [365, 90, 730, 3_650]),
    medium: tier([30, 180, 730], [730, 180, 1_095, 3_650]),
    high: tier([90, 365, 1_825], [1_825, 365, 1_825, 3_650]),
  },
};
