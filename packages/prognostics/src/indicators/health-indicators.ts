/** What a degradation model may look at. None of it tells the age of the machine. */
export const HEALTH_INDICATORS = {
  lnRatio: {
    unit: "ln",
    definition: "ln of the smoothed level over the quietest level of the trailing reference (frozen at onset); 0 at or below it",
  },
  lnPeakRatio: { unit: "ln", definition: "largest lnRatio of the last 10 blocks" },
  lnGrowth: { unit: "ln per 5 blocks", definition: "rise of lnRatio over the last 5 blocks; 0 where it fell" },
} as const;

export type HealthIndicator = keyof typeof HEALTH_INDICATORS;

/** One value for each indicator, each finite and at least 0. */
export type HealthIndicators = Readonly<Record<HealthIndicator, number>>;

export const HEALTH_INDICATOR_NAMES = Object.keys(HEALTH_INDICATORS) as readonly HealthIndicator[];
