import { checkWords } from "./check-fields.js";
import { InvalidValue } from "./invalid-value.js";
import { formatTimeNs, type TimeNs } from "./time.js";

export const COST_KINDS = ["labour", "parts", "downtime"] as const;
export type CostKind = (typeof COST_KINDS)[number];

/** One cost of a machine or component. */
export interface CostEntry {
  /** Given by the caller, so that a repetition is known. */
  readonly id: string;
  readonly kind: CostKind;
  /** When it arose. */
  readonly timeNs: TimeNs;
  /** In the currency's smallest unit (分, cent), whole; below 0 to correct an earlier entry. */
  readonly amountMinor: number;
  /** ISO 4217. */
  readonly currency: string;
  /** The work order that it was for. */
  readonly order?: string;
  readonly note: string;
}

/** What one kind has cost in one calendar year (UTC) in one currency. Currencies are never added up. */
export interface CostTotal {
  readonly kind: CostKind;
  readonly year: number;
  readonly currency: string;
  readonly amountMinor: number;
  readonly entries: number;
}

const ID = /^[A-Za-z0-9._:-]{1,100}$/;
const MAX_AMOUNT_MINOR = 1e13;
const MAX_NOTE = 1_000;
/** ISO 4217 as ICU knows it, without the codes that stand for no currency. */
const CURRENCIES: ReadonlySet<string> = new Set(Intl.supportedValuesOf("currency").filter((code) => !["XXX", "XTS"].includes(code)));

/** @throws InvalidValue with the field, the value and the limit, for the first rule that is broken */
export function checkCostEntry({ id, kind, timeNs, amountMinor, currency, order, note }: CostEntry): void {
  if (!ID.test(id)) throw new InvalidValue("id", id, "1 to 100 letters, digits, . _ : and -");
  if (!COST_KINDS.includes(kind)) throw new InvalidValue("kind", kind, `one of ${COST_KINDS.join(", ")}`, "unknown_word");
  if (timeNs <= 0n) throw new InvalidValue("time", timeNs, "a time after 1970", "bad_time");
  if (!Number.isSafeInteger(amountMinor) || amountMinor === 0 || Math.abs(amountMinor) > MAX_AMOUNT_MINOR) {
    throw new InvalidValue("amountMinor", amountMinor, `a whole number from ±1 to ±${MAX_AMOUNT_MINOR}`, "out_of_range");
  }
  if (!CURRENCIES.has(currency)) throw new InvalidValue("currency", currency, "a code of ISO 4217, such as CNY", "unknown_currency");
  if (order !== undefined) checkWords("order", order);
  if (note.length > MAX_NOTE) throw new InvalidValue("note", note, `at most ${MAX_NOTE} characters`);
}

/**
 * The totals with one entry more, by year, kind and currency.
 * @throws InvalidValue on `amountMinor` where the total can no longer be counted exactly
 */
export function addCost(totals: readonly CostTotal[], { kind, timeNs, amountMinor, currency }: CostEntry): CostTotal[] {
  const year = Number(formatTimeNs(timeNs).slice(0, 4));
  const isSame = (total: CostTotal) => total.kind === kind && total.year === year && total.currency === currency;
  const before = totals.find(isSame) ?? { kind, year, currency, amountMinor: 0, entries: 0 };
  const sum = before.amountMinor + amountMinor;
  if (!Number.isSafeInteger(sum)) throw new InvalidValue("amountMinor", amountMinor, "small enough for the year's total", "out_of_range");
  const after = { ...before, amountMinor: sum, entries: before.entries + 1 };
  return [...totals.filter((total) => !isSame(total)), after].sort(byYearKindCurrency);
}

function byYearKindCurrency(a: CostTotal, b: CostTotal): number {
  const order = (total: CostTotal) => `${total.year}:${COST_KINDS.indexOf(total.kind)}:${total.currency}`;
  return order(a) < order(b) ? -1 : 1;
}
