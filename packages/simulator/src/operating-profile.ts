import { InvalidValue } from "@phm/domain";

/** How the machine is run from one acquisition on. Between two knots both shares go from the one to the other in a straight line. */
export interface OperatingKnot {
  /** Index of the acquisition. */
  readonly acquisition: number;
  /** Speed over rated speed, 0.2 to 1.2: the motor is then fed by an inverter. Default 1. */
  readonly speedShare?: number;
  /** Torque over rated torque, 0.1 to 1.2. Default 1. */
  readonly loadShare?: number;
}

/** Speed and load as they are asked for. */
export interface OperatingShares {
  readonly speedShare: number;
  readonly loadShare: number;
}

export const RATED: OperatingShares = { speedShare: 1, loadShare: 1 };

/** @throws InvalidValue naming the knot and field that is out of its range, or not after the knot before it */
export function checkProfile(profile: readonly OperatingKnot[]): void {
  profile.forEach(({ acquisition, speedShare = 1, loadShare = 1 }, i) => {
    const after = i === 0 ? -1 : (profile[i - 1] as OperatingKnot).acquisition;
    if (!(Number.isInteger(acquisition) && acquisition > after)) {
      throw new InvalidValue(`profile[${i}].acquisition`, acquisition, `a whole number above ${after}`);
    }
    if (!(speedShare >= 0.2 && speedShare <= 1.2)) throw new InvalidValue(`profile[${i}].speedShare`, speedShare, "from 0.2 to 1.2");
    if (!(loadShare >= 0.1 && loadShare <= 1.2)) throw new InvalidValue(`profile[${i}].loadShare`, loadShare, "from 0.1 to 1.2");
  });
}

const sharesOf = ({ speedShare = 1, loadShare = 1 }: OperatingKnot): OperatingShares => ({ speedShare, loadShare });

/** Speed and load at an acquisition: before the first knot as at the first, after the last as at the last, rated without any. */
export function sharesAt(profile: readonly OperatingKnot[], acquisition: number): OperatingShares {
  const next = profile.findIndex((knot) => knot.acquisition > acquisition);
  const before = profile.at(next === -1 ? -1 : Math.max(0, next - 1));
  if (!before) return RATED;
  const after = profile[next];
  if (!after || acquisition <= before.acquisition) return sharesOf(before);
  const way = (acquisition - before.acquisition) / (after.acquisition - before.acquisition);
  const [from, to] = [sharesOf(before), sharesOf(after)];
  return {
    speedShare: from.speedShare + way * (to.speedShare - from.speedShare),
    loadShare: from.loadShare + way * (to.loadShare - from.loadShare),
  };
}
