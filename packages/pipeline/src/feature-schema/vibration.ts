import type { FeatureDefinition } from "./feature-definition.js";

const SUITE = "defined by this suite";

/** What acceleration and velocity channels have besides. */
export const VIBRATION: readonly FeatureDefinition[] = [
  {
    name: "velocityRmsMmPerS",
    pattern: "velocityRmsMmPerS",
    unit: "mm/s",
    definition:
      "Root mean square of the velocity from 10 to 1000 Hz, of acceleration by division by 2πf on each line of a Hann spectrum. " +
      "Absent for `raw`, below 2 kHz sampling, and for a record shorter than 0.1 s.",
    source: "ISO 20816-1:2016, ISO 20816-3:2022",
    scope: "channel",
    quantities: ["acceleration", "velocity"],
  },
  {
    name: "bandRms_<low>_<high>Hz",
    pattern: "bandRms_\\d+_\\d+Hz",
    unit: "channel",
    definition:
      "Root mean square from low to high Hz by a Hann spectrum, bands of 400 Hz from 400 to 4800 Hz; absent where the band passes Nyquist.",
    source: SUITE,
    scope: "channel",
    quantities: ["acceleration"],
  },
  {
    name: "envelopeRms",
    pattern: "envelopeRms",
    unit: "channel",
    definition:
      "Root mean square of the magnitude of the analytic signal from 2 to 10 kHz, cut at 0.8 × Nyquist; absent where less than 1 kHz is left.",
    source: "R. B. Randall, J. Antoni, Rolling element bearing diagnostics, MSSP 25 (2011) 485–520",
    scope: "channel",
    quantities: ["acceleration"],
  },
];
