import type { MachineKinematics, shaftRatios } from "@phm/domain";

/** Harmonics of a shaft that a comb has. */
const HARMONICS = 6;
/** Lines of a comb: with more of them each tells less. */
const MAX_LINES = 18;
/** Belts creep by up to so much; a ratio that is stated is rounded by less. */
const SLIP_RATIO = 0.02;
const SAME_ORDER = 1e-6;

/** Multiples of a shaft's speed that something has lines near, and how near: they explain lines, but tell no speed. */
export interface LooseOrder {
  readonly order: number;
  readonly toleranceRatio: number;
}

/** The multiples of the reference shaft's speed at which a machine has lines. */
export interface ShaftOrders {
  /** Of that shaft, and of those that gears tie to it. */
  readonly tied: readonly number[];
  /** Of those that slip against it, and how far. */
  readonly slipping: readonly LooseOrder[];
}

const harmonicsOf = (ratio: number): number[] => Array.from({ length: HARMONICS }, (_, i) => (i + 1) * ratio);

export const HARMONIC_ORDERS: readonly number[] = harmonicsOf(1);

/** The shafts that gears alone connect with the reference shaft, and itself. */
export function gearedShafts({ referenceShaft, gearMeshes }: MachineKinematics): ReadonlySet<string> {
  const tied = new Set([referenceShaft]);
  for (let before = 0; before !== tied.size; ) {
    before = tied.size;
    for (const { drivingShaft, drivenShaft } of gearMeshes) {
      if (tied.has(drivingShaft)) tied.add(drivenShaft);
      else if (tied.has(drivenShaft)) tied.add(drivingShaft);
    }
  }
  return tied;
}

function eachOnce(orders: readonly number[]): number[] {
  const rising = [...orders].sort((a, b) => a - b);
  return rising.filter((order, i) => i === 0 || order - (rising[i - 1] as number) > SAME_ORDER);
}

/** Where a machine has shaft lines. @param ratios turns of each shaft per turn of the reference shaft; without kinematics there is one shaft */
export function shaftOrders(kinematics: MachineKinematics | undefined, ratios: ReturnType<typeof shaftRatios> | null): ShaftOrders {
  if (!kinematics || !ratios) return { tied: HARMONIC_ORDERS, slipping: [] };
  const geared = gearedShafts(kinematics);
  const others = [...ratios].filter(([id]) => id !== kinematics.referenceShaft);
  const tied = others.filter(([id]) => geared.has(id)).flatMap(([, ratio]) => harmonicsOf(ratio));
  const slipping = others.filter(([id]) => !geared.has(id)).flatMap(([, ratio]) => harmonicsOf(ratio));
  return {
    tied: eachOnce([...HARMONIC_ORDERS, ...tied.slice(0, MAX_LINES - HARMONICS)]),
    slipping: slipping.map((order) => ({ order, toleranceRatio: SLIP_RATIO })),
  };
}
