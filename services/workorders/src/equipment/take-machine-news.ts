import { fromBinary } from "@bufbuild/protobuf";
import { AdvisorySchema, advisoryFromWire, subjectsOf, WorkOrderSchema, workOrderFromWire } from "@phm/contracts";
import type { ConsumerSpec, MessageHandler } from "@phm/service-kit";
import type { MachineJournal } from "./machine-journal.js";

const ORDER_NEWS = "workorders-timeline-orders";
const ADVISORY_NEWS = "workorders-timeline-advisories";

/** The time lines of machines follow what is announced to everybody: whoever changes an order or advises need not think of it. */
export const MACHINE_NEWS: readonly ConsumerSpec[] = [
  { durable: ORDER_NEWS, filterSubject: subjectsOf("workorder") },
  { durable: ADVISORY_NEWS, filterSubject: subjectsOf("advisory") },
];

/** Puts announced orders and advisories on the time lines of their machines; a redelivery adds nothing. */
export function takeMachineNews(journal: MachineJournal): MessageHandler {
  return async ({ durable, payload }) => {
    if (durable === ORDER_NEWS) await journal.noteOrder(workOrderFromWire(fromBinary(WorkOrderSchema, payload)));
    else await journal.noteAdvisory(advisoryFromWire(fromBinary(AdvisorySchema, payload)));
  };
}
