import { type FailureMode, failureFamily, isStanding, secondsBetween, type TimeNs, type Verdict, type WorkOrder } from "@phm/domain";

/** An order with what people found, where it was closed. */
export interface JudgedOrder {
  readonly order: WorkOrder;
  readonly verdict?: Verdict;
}

/** Of which time and how many machines figures are made. */
export interface KpiScope {
  readonly fromNs: TimeNs;
  /** After `fromNs`. */
  readonly toNs: TimeNs;
  /** Machines that were watched. */
  readonly machines: number;
}

/** A share with the cases behind it; absent figures have no case. */
export interface CountedRatio {
  /** 0 to 1. */
  readonly ratio: number;
  readonly cases: number;
}

/** Figures of maintenance over a time, hours and ratios. What has no case is absent: no failure is not a mean time of zero. */
export interface MaintenanceKpis {
  readonly opened: number;
  readonly ended: number;
  /** Orders that stand at the end of the time, and those of them that are past their due date. */
  readonly backlog: number;
  readonly overdue: number;
  /** Estimated work of the backlog, hours, as far as it was estimated. */
  readonly backlogH: number;
  /** Machines that failed of a machine fault. */
  readonly failures: number;
  /** Running time of all machines over their failures (MTBF, EN 15341 T16 in kind). */
  readonly meanTimeBetweenFailuresH?: number;
  /** From the failure to the finished repair (MTTR with waiting, EN 15341 T21 in kind). */
  readonly meanTimeToRepairH?: number;
  /** Time that machines did not stand after a failure. */
  readonly availabilityRatio: number;
  /** Of confirmed faults, those that were worked on before the machine failed. */
  readonly planned?: CountedRatio;
  /** Of judged orders on machine faults, those that were right: their fault, or another one of its family, was found. */
  readonly precision?: CountedRatio;
  /** The same by what was predicted, the most frequent first. */
  readonly precisionByMode: readonly ModePrecision[];
  /** Median time from the order to the failure, or to the work where that came first: what the prediction was worth. */
  readonly leadTimeGainedH?: number;
  /** In the currency of the site, as far as rates and prices were booked, of orders that ended in the time. */
  readonly labourCost: number;
  readonly partCost: number;
}

/** How often a prediction of one failure mode was right. */
export interface ModePrecision {
  readonly failureMode: FailureMode;
  readonly precision: CountedRatio;
}

const S_PER_H = 3_600;
const MIN_PER_H = 60;

/**
 * The figures of a time. An order counts as opened, ended, failed or repaired in the time in which that happened.
 * @param orders all that were opened before the end of the time and had not ended before its start
 */
export function maintenanceKpis(orders: readonly JudgedOrder[], { fromNs, toNs, machines }: KpiScope): MaintenanceKpis {
  const within = (timeNs: TimeNs | undefined): boolean => timeNs !== undefined && timeNs >= fromNs && timeNs < toNs;
  const standing = orders.filter(({ order }) => stoodAt(order, toNs));
  const ended = orders.filter(({ order }) => within(order.endedNs));
  const judged = orders.flatMap(({ order, verdict }) =>
    verdict && within(verdict.timeNs) && isMachineFault(verdict) ? [{ order, verdict }] : [],
  );
  const predicted = judged.filter(({ order }) => order.latest !== undefined);
  const failed = orders.flatMap(({ verdict }) => (verdict && isMachineFault(verdict) && within(verdict.failedNs) ? [verdict] : []));
  const downH = orders.reduce((sum, { verdict }) => sum + (verdict ? downtimeH(verdict, fromNs, toNs) : 0), 0);
  const spanH = (machines * secondsBetween(fromNs, toNs)) / S_PER_H;
  const confirmed = judged.filter(({ verdict }) => verdict.result === "confirmed");
  return {
    opened: orders.filter(({ order }) => within(order.openedNs)).length,
    ended: ended.length,
    backlog: standing.length,
    overdue: standing.filter(({ order }) => order.dueNs < toNs).length,
    backlogH: sumOf(standing, ({ order }) => (order.task?.estimatedMinutes ?? 0) / MIN_PER_H),
    failures: failed.length,
    ...(failed.length === 0 ? {} : { meanTimeBetweenFailuresH: Math.max(0, spanH - downH) / failed.length }),
    ...meanOf(
      "meanTimeToRepairH",
      failed.map((verdict) => hoursFrom(verdict.failedNs as TimeNs, verdict.timeNs)),
    ),
    availabilityRatio: spanH > 0 ? Math.max(0, 1 - downH / spanH) : 1,
    ...ratioOf("planned", confirmed.filter(({ verdict }) => verdict.failedNs === undefined).length, confirmed.length),
    ...ratioOf("precision", predicted.filter(({ verdict }) => wasRight(verdict)).length, predicted.length),
    precisionByMode: precisionByMode(predicted.map(({ verdict }) => verdict)),
    ...medianOf(
      "leadTimeGainedH",
      confirmed.map(({ order, verdict }) => hoursFrom(order.openedNs, verdict.failedNs ?? verdict.timeNs)),
    ),
    labourCost: sumOf(ended, ({ order }) =>
      sumOf(order.work?.timeBookings ?? [], ({ minutes, ratePerHour = 0 }) => (minutes / MIN_PER_H) * ratePerHour),
    ),
    partCost: sumOf(ended, ({ order }) => sumOf(order.work?.partBookings ?? [], ({ quantity, costPerUnit = 0 }) => quantity * costPerUnit)),
  };
}

function precisionByMode(verdicts: readonly Verdict[]): ModePrecision[] {
  const modes = [...new Set(verdicts.flatMap(({ advised }) => advised ?? []))];
  const of = modes.map((failureMode) => {
    const cases = verdicts.filter(({ advised }) => advised === failureMode);
    return { failureMode, precision: { ratio: cases.filter(wasRight).length / cases.length, cases: cases.length } };
  });
  return of.sort((a, b) => b.precision.cases - a.precision.cases);
}

function sumOf<T>(items: readonly T[], amountOf: (item: T) => number): number {
  return items.reduce((sum, item) => sum + amountOf(item), 0);
}

function stoodAt(order: WorkOrder, timeNs: TimeNs): boolean {
  return order.openedNs < timeNs && (isStanding(order) || (order.endedNs !== undefined && order.endedNs >= timeNs));
}

function isMachineFault({ advised, failureMode }: Verdict): boolean {
  const found = failureMode ?? advised;
  return found !== undefined && failureFamily(found) !== "sensor";
}

function wasRight({ result, advised, failureMode }: Verdict): boolean {
  if (result === "confirmed") return true;
  return failureMode !== undefined && advised !== undefined && failureFamily(failureMode) === failureFamily(advised);
}

/** Hours that the machine stood, from its failure to the finished work, as far as they lie in the time. */
function downtimeH(verdict: Verdict, fromNs: TimeNs, toNs: TimeNs): number {
  if (verdict.failedNs === undefined || !isMachineFault(verdict)) return 0;
  const start = verdict.failedNs > fromNs ? verdict.failedNs : fromNs;
  const end = verdict.timeNs < toNs ? verdict.timeNs : toNs;
  return hoursFrom(start, end);
}

function hoursFrom(fromNs: TimeNs, toNs: TimeNs): number {
  return Math.max(0, secondsBetween(fromNs, toNs) / S_PER_H);
}

function meanOf<Name extends string>(name: Name, values: readonly number[]): { [N in Name]?: number } {
  if (values.length === 0) return {};
  return { [name]: values.reduce((sum, value) => sum + value, 0) / values.length } as { [N in Name]?: number };
}

function medianOf<Name extends string>(name: Name, values: readonly number[]): { [N in Name]?: number } {
  if (values.length === 0) return {};
  const sorted = [...values].sort((a, b) => a - b);
  const upper = sorted[sorted.length >> 1] as number;
  const lower = sorted[(sorted.length - 1) >> 1] as number;
  return { [name]: (lower + upper) / 2 } as { [N in Name]?: number };
}

function ratioOf<Name extends string>(name: Name, good: number, cases: number): { [N in Name]?: CountedRatio } {
  return cases === 0 ? {} : ({ [name]: { ratio: good / cases, cases } } as { [N in Name]?: CountedRatio });
}
