import type { Spectrum } from "@phm/domain";

/** A line counts in the fit where it is within so many lines of its place. */
const SEARCH_LINES = 1.5;
/** A top that lies further beside the comb, in lines, belongs to something else. */
const MAX_MISFIT_LINES = 0.5;
/** The frequency of a Hann line is known to this share of the distance of two lines, at best. */
const LEAST_ERROR_LINES = 0.05;

/** A shaft's speed from the tops of its lines. */
export interface OrderFit {
  readonly shaftHz: number;
  /** Standard uncertainty, Hz. */
  readonly uncertaintyHz: number;
  /** The orders that it was read from. */
  readonly orders: readonly number[];
}

interface Top {
  readonly hz: number;
  readonly power: number;
}

/**
 * The top of a line near a frequency, between lines by the ratio of the two highest (a Hann line of amplitudes a and b on neighbouring
 * lines lies (2b − a) / (a + b) from the first); null at the ends of the spectrum.
 */
function topNear({ resolutionHz, amplitude }: Spectrum, hz: number): Top | null {
  const [low, high] = [Math.round(hz / resolutionHz - SEARCH_LINES), Math.round(hz / resolutionHz + SEARCH_LINES)];
  if (low < 1 || high + 1 >= amplitude.length) return null;
  let top = low;
  for (let i = low; i <= high; i++) if ((amplitude[i] as number) > (amplitude[top] as number)) top = i;
  const a = amplitude[top] as number;
  const [below, above] = [amplitude[top - 1] as number, amplitude[top + 1] as number];
  if (!(a > 0)) return null;
  const side = above >= below ? 1 : -1;
  const b = Math.max(above, below);
  const offset = Math.min(0.5, Math.max(0, (2 * b - a) / (a + b)));
  return { hz: (top + side * offset) * resolutionHz, power: a * a };
}

/** One order's line, by the spectrum that shows it most. */
interface OrderTop {
  readonly order: number;
  readonly hz: number;
}

function strongestTop(spectra: readonly Spectrum[], shaftHz: number, order: number): OrderTop[] {
  const found = spectra.flatMap((spectrum) => topNear(spectrum, order * shaftHz) ?? []);
  const strongest = found.reduce<Top | null>((best, one) => (one.power > (best?.power ?? 0) ? one : best), null);
  return strongest ? [{ order, hz: strongest.hz }] : [];
}

/** Least squares of frequency = order × speed: a speed, as one order tells it, weighs by the square of that order. */
function weightedSpeed(tops: readonly OrderTop[]): { shaftHz: number; variance: number } {
  const weights = tops.reduce((sum, { order }) => sum + order ** 2, 0);
  const shaftHz = tops.reduce((sum, { hz, order }) => sum + hz * order, 0) / weights;
  const variance = tops.reduce((sum, { hz, order }) => sum + (hz - order * shaftHz) ** 2, 0) / weights;
  return { shaftHz, variance };
}

/** The tops that agree on one speed, those of most orders first; a line that lies beside the comb is of something else. */
function agreeing(tops: readonly OrderTop[], resolutionHz: number): readonly OrderTop[] {
  const near = ({ hz, order }: OrderTop) =>
    tops.filter((one) => Math.abs(one.hz - (one.order * hz) / order) <= MAX_MISFIT_LINES * resolutionHz * Math.max(1, one.order / order));
  return tops.map(near).reduce<readonly OrderTop[]>((most, one) => (one.length >= most.length ? one : most), []);
}

/**
 * The speed through the tops of the orders that stand out and agree, each by the spectrum that shows it most. Its uncertainty is that of
 * their scatter, and at least a twentieth of a line at the highest order. Null where no two agree.
 */
export function fitOrders(spectra: readonly Spectrum[], shaftHz: number, orders: readonly number[]): OrderFit | null {
  const resolutionHz = Math.min(...spectra.map((one) => one.resolutionHz));
  const tops = agreeing(
    orders.flatMap((order) => strongestTop(spectra, shaftHz, order)),
    resolutionHz,
  );
  if (tops.length < 2) return null;
  const fit = weightedSpeed(tops);
  const least = (LEAST_ERROR_LINES * resolutionHz) / Math.max(...tops.map(({ order }) => order));
  const uncertaintyHz = Math.max(least, Math.sqrt(fit.variance / (tops.length - 1)));
  return { shaftHz: fit.shaftHz, uncertaintyHz, orders: tops.map(({ order }) => order) };
}
