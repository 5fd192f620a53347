import { InvalidValue, type LifeBlock, secondsBetween, type TimeNs } from "@phm/domain";
import { HEALTH_INDICATOR_NAMES, type HealthIndicators, type LifeMoment } from "@phm/prognostics";

/** The indicators that models of this version look at. @throws InvalidValue naming one that is missing, not finite or below 0 */
function healthIndicators(indicators: LifeBlock["indicators"]): HealthIndicators {
  for (const name of HEALTH_INDICATOR_NAMES) {
    const value = indicators[name];
    if (!(value !== undefined && value >= 0 && Number.isFinite(value))) {
      throw new InvalidValue(`indicators.${name}`, value, "a finite number, at least 0", "foreign_indicators");
    }
  }
  return indicators as HealthIndicators;
}

/**
 * The moments of a life whose end is known.
 * @param endNs when the machine failed; blocks that close at or after it do not count
 * @throws InvalidValue for blocks without the health indicators
 */
export function momentsOfBlocks(lifeBlocks: readonly LifeBlock[], endNs: TimeNs): LifeMoment[] {
  return lifeBlocks
    .filter(({ timeNs }) => timeNs < endNs)
    .map(({ timeNs, blockS, blocks, onset, indicators }) => ({
      indicators: healthIndicators(indicators),
      remainingBlocks: secondsBetween(timeNs, endNs) / blockS,
      onset,
      ...(blocks === 1 ? {} : { blocks }),
    }));
}
