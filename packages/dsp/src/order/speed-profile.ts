import { requireShaftAngle, type ShaftAngle } from "./shaft-angle.js";

/** Speed of a shaft over time. */
export interface SpeedProfile {
  readonly timesS: Float64Array;
  readonly speedHz: Float64Array;
}

/** Mean speed between each two neighbouring instants, at the middle between them; one value fewer than instants. @throws InvalidValue on a bad angle */
export function speedProfile(shaftAngle: ShaftAngle): SpeedProfile {
  requireShaftAngle(shaftAngle);
  const { timesS, revolutions } = shaftAngle;
  const length = timesS.length - 1;
  const between = (values: Float64Array, i: number) => [values[i] as number, values[i + 1] as number] as const;
  return {
    timesS: Float64Array.from({ length }, (_, i) => {
      const [before, after] = between(timesS, i);
      return (before + after) / 2;
    }),
    speedHz: Float64Array.from({ length }, (_, i) => {
      const [before, after] = between(timesS, i);
      const [from, to] = between(revolutions, i);
      return (to - from) / (after - before);
    }),
  };
}
