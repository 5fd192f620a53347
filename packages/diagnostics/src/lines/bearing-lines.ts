import type { BearingOrders, Spectrum } from "@phm/domain";
import { median } from "../numbers/order-statistics.js";
import { decoyOrders } from "./decoy-orders.js";
import { type CombMatch, type CombShape, matchComb, ORDER_TOLERANCE } from "./line-comb.js";
import { lineSpectrum } from "./line-spectrum.js";

export type BearingLineMode = "bearing_outer_race" | "bearing_inner_race" | "bearing_rolling_element";

/** Coarser spectra than this (lines in shaft orders) cannot tell a bearing line from its neighbours: abstain. */
export const MAX_RESOLUTION_ORDERS = 0.1;
/** Fewer decoys than this say nothing about chance. */
const MIN_DECOYS = 5;

/** How well one fault explains the lines of one spectrum. */
export interface LineHypothesis {
  readonly failureMode: BearingLineMode;
  readonly match: CombMatch;
  /** Score of the comb over the median score of the same comb at decoy orders, in ln power. */
  readonly excess: number;
  /** The order is so near a multiple of shaft speed that slip can hide one in the other. */
  readonly nearShaftOrder: boolean;
}

const shapesOf = (orders: BearingOrders): Readonly<Record<BearingLineMode, CombShape>> => ({
  bearing_outer_race: { order: orders.bpfo, sidebandOrder: null },
  bearing_inner_race: { order: orders.bpfi, sidebandOrder: 1 },
  bearing_rolling_element: { order: 2 * orders.bsf, sidebandOrder: orders.ftf },
});

function judge(failureMode: BearingLineMode, shape: CombShape, lines: ReturnType<typeof lineSpectrum>, orders: BearingOrders) {
  const match = matchComb(lines, shape);
  const decoys = decoyOrders(shape.order, orders).map((order) => matchComb(lines, { ...shape, order }).score);
  if (decoys.length < MIN_DECOYS) return [];
  const distance = Math.abs(shape.order - Math.round(shape.order));
  const nearShaftOrder = distance <= ORDER_TOLERANCE * shape.order;
  return [{ failureMode, match, excess: match.score - median(decoys), nearShaftOrder }];
}

/**
 * Looks for the lines of each bearing fault in an envelope spectrum. Null (an abstention) where the shaft speed is not known or the
 * spectrum is too coarse to tell its lines apart.
 */
export function bearingLines(spectrum: Spectrum, shaftHz: number, orders: BearingOrders): readonly LineHypothesis[] | null {
  if (!(shaftHz > 0) || spectrum.resolutionHz > MAX_RESOLUTION_ORDERS * shaftHz) return null;
  const lines = lineSpectrum(spectrum, shaftHz);
  const shapes = shapesOf(orders);
  return (Object.keys(shapes) as BearingLineMode[]).flatMap((mode) => judge(mode, shapes[mode], lines, orders));
}
