import type { FeatureDefinition, FeatureUnit } from "./feature-definition.js";

const RANDAL = "R. B. Randall, Vibration-based Condition Monitoring, 2nd ed., Wiley 2021, section 5.2";
const MOMENT = "population moment (divided by n)";

/** Statistics of the waveform about its mean, of every quantity. */
export const EVERY_CHANNEL: readonly FeatureDefinition[] = [
  statistic("mean", "channel", "Mean of all samples.", "definition of the mean"),
  statistic("rms", "channel", "Root mean square about the mean: sqrt(m2), m2 the second central moment.", MOMENT),
  statistic("peak", "channel", "Largest distance of a sample from the mean.", "ISO 2041:2018, peak value"),
  statistic("peakToPeak", "channel", "Largest sample less the smallest.", "ISO 2041:2018, peak-to-peak value"),
  statistic("crest", "1", "peak / rms; absent for a constant waveform.", "ISO 2041:2018, crest factor"),
  statistic("kurtosis", "1", "m4 / m2²: 3 for Gaussian noise; absent for a constant waveform.", `Pearson's kurtosis, ${MOMENT}`),
  statistic("skewness", "1", "m3 / m2^1.5; absent for a constant waveform.", `Pearson's moment coefficient, ${MOMENT}`),
  statistic("clearance", "1", "peak / (mean of sqrt|x|)², x about the mean; absent for a constant waveform.", RANDAL),
  statistic("impulse", "1", "peak / mean of |x|, x about the mean; absent for a constant waveform.", RANDAL),
];

function statistic(name: string, unit: FeatureUnit, definition: string, source: string): FeatureDefinition {
  return { name, pattern: name, unit, definition, source, scope: "channel", quantities: [] };
}
