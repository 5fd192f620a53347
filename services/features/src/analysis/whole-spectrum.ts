import type { FrequencyBand } from "@phm/dsp";
import type { AxisValues } from "./axis-part.js";
import type { ShaftAngleSource } from "./shaft-angle.js";

/** The shaft of an order spectrum. */
export interface ShaftFacts {
  readonly meanSpeedRpm: number;
  readonly source: ShaftAngleSource;
}

/** Values over their whole axis. */
export interface WholeSpectrum extends AxisValues {
  readonly axisUnit: string;
  readonly valueUnit: string;
  readonly band?: FrequencyBand;
  readonly shaft?: ShaftFacts;
}
