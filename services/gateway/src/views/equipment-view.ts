import {
  type CostEntry,
  type EquipmentEntry,
  type EquipmentEvent,
  equipmentForm,
  formatTimeNs,
  isWithinLimits,
  measurementForm,
} from "@phm/domain";

/** A node as the API shows it: the form in which it can be put again, and what the register says of it. */
export function equipmentView(entry: EquipmentEntry) {
  const { equipment, changedBy, changedNs } = entry;
  const { organisation, site, record, costTotals } = equipment;
  return {
    ...{ organisation, site },
    ...equipmentForm(entry),
    measurements: record.measurements.map((each) => ({ ...measurementForm(each), isWithinLimits: isWithinLimits(each) })),
    ...{ costTotals, changedBy, changedAt: formatTimeNs(changedNs) },
  };
}

export function costView({ timeNs, order, ...cost }: CostEntry) {
  return { ...cost, time: formatTimeNs(timeNs), order: order ?? null };
}

/** One line of a time line. */
export function equipmentEventView({ id, node, kind, timeNs, actor, note, subject, changes, cost }: EquipmentEvent) {
  const about = { code: node.code, kind, time: formatTimeNs(timeNs), actor, note, subject: subject || null };
  return { id, ...about, changes, cost: cost ? costView(cost) : null };
}
