import { costTotalFromWire, failureModeCodec, type LifeCostsMessage, type MaintenanceKpisMessage } from "@phm/contracts";

const S_PER_H = 3_600;

/** Figures of maintenance as the API shows them: times in seconds, null where there is no case. */
export function kpiView(kpis: MaintenanceKpisMessage) {
  return {
    machineCount: kpis.machines,
    openedCount: kpis.opened,
    endedCount: kpis.ended,
    backlogCount: kpis.backlog,
    overdueCount: kpis.overdue,
    backlogWorkS: kpis.backlogH * S_PER_H,
    failureCount: kpis.failures,
    meanTimeBetweenFailuresS: seconds(kpis.meanTimeBetweenFailuresH),
    meanTimeToRepairS: seconds(kpis.meanTimeToRepairH),
    availabilityRatio: kpis.availabilityRatio,
    planned: ratioView(kpis.planned),
    precision: ratioView(kpis.precision),
    precisionByMode: kpis.precisionByMode.map(({ failureMode, precision }) => ({
      failureMode: failureModeCodec.fromWire(failureMode, "precisionByMode.failureMode"),
      ...ratioView(precision),
    })),
    leadTimeGainedS: seconds(kpis.leadTimeGainedH),
    cost: { labour: kpis.labourCost, parts: kpis.partCost },
  };
}

/** What a machine has cost: booked on its orders (in the currency of the site), and on its node of the register (by currency). */
export function lifeCostsView({ orders, labourH, labourCost, partCost, downtimeH, booked }: LifeCostsMessage) {
  const times = { orderCount: orders, labourS: labourH * S_PER_H, downtimeS: downtimeH * S_PER_H };
  return { ...times, cost: { labour: labourCost, parts: partCost }, bookedTotals: booked.map(costTotalFromWire) };
}

function seconds(hours: number | undefined): number | null {
  return hours === undefined ? null : hours * S_PER_H;
}

function ratioView(counted: { readonly ratio: number; readonly cases: number } | undefined) {
  return counted ? { ratio: counted.ratio, caseCount: counted.cases } : null;
}
