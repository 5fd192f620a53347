import type { Spectrum } from "@phm/domain";
import { type CombLines, combLines, mayBeSupply, type Supply, withoutLines } from "./comb-lines.js";
import { fitOrders, type OrderFit } from "./order-fit.js";
import { bestComb, type CombScore, chanceNats, standsOut } from "./shaft-comb.js";
import type { LooseOrder } from "./shaft-orders.js";
import { SAME_SPEED_RATIO } from "./speed-tolerance.js";

/** Probability that a record of noise alone gives a speed. */
export const FALSE_ALARM_PROBABILITY = 0.001;
/** An order is named where noise would make its line less often than this. */
const SHOWN_PROBABILITY = 0.001;
/** One line alone may be anything. */
const MIN_SHOWN = 2;
/** A comb without its first two lines is that of a bearing or a gear. */
const LOWEST_ORDER = 2;
/** ln of the odds by which a comb must win over any other, once the lines that it explains are gone. */
const CLEAR_NATS = 7;
/** An order whose line moves by less over half of the band stands out at every speed of it, and tells none: a Hann lobe's half width. */
const TELLING_LINES = 2;
/** Trials lie half a line of the highest order apart. */
const STEP_LINES = 0.5;
/** Where nobody states the supply, it is one of these. */
const PUBLIC_SUPPLIES: readonly Supply[] = [50, 60].map((hz) => ({ hz, isMeasured: false }));

/** What a comb is sought in. */
export interface CombSearch {
  readonly spectra: readonly Spectrum[];
  /** The speed around which, Hz, and the ends of the band over it. */
  readonly centreHz: number;
  readonly band: { readonly from: number; readonly to: number };
  /** Multiples of the speed that have lines: its harmonics, and those of shafts that are geared to it. */
  readonly orders: readonly number[];
  /** Multiples that shafts which slip against this one have lines near, and that bearings have. */
  readonly slipping: readonly LooseOrder[];
  readonly bearings: readonly LooseOrder[];
  /** Null where it is not known. */
  readonly supply: Supply | null;
  /** Lines that are explained already. */
  readonly explainedHz: readonly number[];
}

/** Why no speed was read. `faint`: not over noise. `ambiguous`: another speed explains as much. */
export type CombAbstention = "faint" | "ambiguous";

export interface ReadComb extends OrderFit {
  /** The supply is not known, and one of 50 or 60 Hz would make all of these lines as well. */
  readonly mayBeSupply: boolean;
}

/** Speeds to try, over the centre, and the nats that the best of them has by chance. */
interface Trials {
  readonly ratios: readonly number[];
  readonly chance: number;
}

function trialRatios({ centreHz, band, orders }: CombSearch, resolutionHz: number): number[] {
  const widthHz = (band.to - band.from) * centreHz * Math.max(...orders);
  const steps = Math.max(2, Math.ceil(widthHz / (STEP_LINES * resolutionHz)));
  return [1, ...Array.from({ length: steps + 1 }, (_, i) => band.from + ((band.to - band.from) * i) / steps)];
}

/** What is left when a speed has explained its own lines, and those of what turns with it. */
function leftBy({ ratio }: CombScore, lines: CombLines, { centreHz, orders, slipping, bearings }: CombSearch): CombLines {
  const loose = [...slipping, ...bearings];
  const own = orders.map((order) => ({ hz: order * ratio * centreHz, toleranceRatio: 0 }));
  return withoutLines(lines, [...own, ...loose.map(({ order, toleranceRatio }) => ({ hz: order * ratio * centreHz, toleranceRatio }))]);
}

/**
 * The speed that explains what there is: the centre itself where no comb is left over that chance does not make, else one that explains the
 * best one's lines by what turns with it, else the best; null where another is left that is as good. A shaft that is not seen itself explains
 * bearings, but not the shaft at the other end of its belt.
 */
function clearWinner(lines: CombLines, search: CombSearch, telling: readonly number[], trials: Trials): CombScore | null {
  const { ratios, chance } = trials;
  const best = (seen: CombLines, among = ratios) => bestComb(seen, search.centreHz, telling, among);
  const central = best(
    lines,
    ratios.filter((ratio) => Math.abs(ratio - 1) <= SAME_SPEED_RATIO),
  );
  const explaining = central.nats < chance ? { ...search, slipping: [] } : search;
  if (best(leftBy(central, lines, explaining)).nats < chance) return central;
  const first = best(lines);
  const second = best(leftBy(first, lines, search));
  const bySecond = best(leftBy(second, lines, search));
  if (second.nats >= chance && bySecond.nats < chance) return second;
  return first.nats - second.nats >= CLEAR_NATS ? first : null;
}

/** Whether orders can be a shaft's: two that tell its speed, one of its first two, and not all even, which would be a comb of twice its speed. */
function isOfShaft(orders: readonly number[], telling: readonly number[]): boolean {
  const told = orders.filter((order) => telling.includes(order)).length;
  return told >= MIN_SHOWN && Math.min(...orders) <= LOWEST_ORDER && orders.some((order) => order % 2 !== 0);
}

/** Whether a comb stands on lines alone that a supply would make as well. */
function isOfSupply({ shaftHz, uncertaintyHz, orders }: OrderFit, supply: Supply): boolean {
  return orders.every((order) => mayBeSupply(order * shaftHz, 2 * order * uncertaintyHz, supply));
}

/**
 * The speed within a band whose comb of lines stands out over noise, and over that of any other speed; or why there is none. Of noise alone
 * a speed is read in at most one record in a thousand. A band so narrow holds no multiple of a speed, so that one is not taken for another.
 * Lines of the supply do not count; where it is not known, a comb that 50 or 60 Hz would make as well is marked.
 * Source: B. G. Quinn, P. J. Thomson, Estimating the frequency of a periodic function, Biometrika 78 (1991) 65–74.
 */
export function readComb(search: CombSearch): ReadComb | CombAbstention {
  const { spectra, centreHz, band, orders, supply, explainedHz } = search;
  const seen = combLines(spectra, centreHz, Math.max(...orders) * centreHz * band.to, supply);
  const explained = explainedHz.map((hz) => ({ hz, toleranceRatio: 0 }));
  const lines = withoutLines(seen, explained);
  const telling = orders.filter((order) => (order * centreHz * (band.to - band.from)) / 2 > TELLING_LINES * lines.resolutionHz);
  const ratios = trialRatios(search, lines.resolutionHz);
  const chance = chanceNats(telling.length, ratios.length, FALSE_ALARM_PROBABILITY);
  if (telling.length < MIN_SHOWN || bestComb(lines, centreHz, telling, ratios).nats < chance) return "faint";
  const winner = clearWinner(lines, search, telling, { ratios, chance });
  if (!winner) return "ambiguous";
  const shaftHz = winner.ratio * centreHz;
  const shown = orders.filter((order) => standsOut(lines.surprise(order * shaftHz), SHOWN_PROBABILITY));
  if (winner.nats < chance || !isOfShaft(shown, telling)) return "faint";
  const fit = fitOrders(spectra, shaftHz, shown);
  if (!fit || !isOfShaft(fit.orders, telling)) return "ambiguous";
  return { ...fit, mayBeSupply: supply === null && PUBLIC_SUPPLIES.some((one) => isOfSupply(fit, one)) };
}
