import { type AssetId, type FailureMode, isNeededFor, type MissingPart, readableDuration, type SparePart } from "@phm/domain";
import { availableQuantity, type PartStock } from "./part-stock.js";

const DAY_S = 86_400;

/** A part with what there is of it. */
export interface StockedPart {
  readonly part: SparePart;
  readonly stock: PartStock;
  /** Whether the bill of materials of the machine that is asked for has it. */
  readonly onBill?: boolean;
}

/** Parts that a repair of this failure mode on this machine needs and that nobody can promise: all on hand is reserved, or none is. */
export function missingParts(parts: readonly StockedPart[], asset: AssetId, mode: FailureMode): MissingPart[] {
  return parts
    .filter(({ part, stock, onBill }) => isNeededFor(part, asset, mode, onBill) && availableQuantity(stock) <= 0)
    .map(({ part: { id, name, leadTimeDays } }) => ({ id, name, ...(leadTimeDays === undefined ? {} : { leadTimeDays }) }));
}

/** Seconds until the last missing part is there; 0 where none is missing, or nobody has said how long it takes. */
export function deliveryS(missing: readonly MissingPart[]): number {
  return DAY_S * Math.max(0, ...missing.map(({ leadTimeDays = 0 }) => leadTimeDays));
}

/** What missing parts mean for a due date, as sentences to append; empty where none is missing. */
export function missingPartWords(missing: readonly MissingPart[], horizonS: number): { en: string; zh: string } {
  if (missing.length === 0) return { en: "", zh: "" };
  const names = missing.map(({ id }) => id).join(", ");
  const delayS = deliveryS(missing);
  if (delayS === 0) return { en: ` Not in stock: ${names}.`, zh: `库存不足:${names}。` };
  const [en, zh] = [readableDuration(delayS), readableDuration(delayS, "zh")];
  return delayS > horizonS
    ? {
        en: ` Not in stock: ${names}; delivery takes ${en}, longer than that: order now.`,
        zh: `库存不足:${names};交货期 ${zh},超过该期限:请立即订购。`,
      }
    : { en: ` Not in stock: ${names}; delivery takes ${en}.`, zh: `库存不足:${names};交货期 ${zh}。` };
}
