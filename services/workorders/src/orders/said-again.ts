import type { OrderCommand } from "@phm/domain";
import type { OrderRecord } from "./stored-order.js";

/** A command as a person gives it. */
interface Said {
  readonly actor: string;
  readonly command: OrderCommand;
}

/** Whether the order has ended just as this person wants it to: a caller that got no answer says the same again. */
export function isSaidAgain(record: OrderRecord, { actor, command }: Said): boolean {
  switch (command.kind) {
    case "close":
      return isClosedSo(record, command, actor.trim());
    case "cancel":
      return isEndedSo(record, "cancelled", command.reason, actor.trim());
    case "reject":
      return isEndedSo(record, "rejected", command.reason, actor.trim());
    default:
      return false;
  }
}

function isEndedSo({ order }: OrderRecord, state: "cancelled" | "rejected", reason: string, actor: string): boolean {
  const end = order.history.findLast((event) => event.state === state || event.kind === state);
  return order.state === state && end?.actor === actor && end.note === reason.trim();
}

function isClosedSo(
  { order, verdict }: OrderRecord,
  { statement, timeNs }: Extract<OrderCommand, { kind: "close" }>,
  actor: string,
): boolean {
  if (order.state !== "closed" || verdict?.actor !== actor || (timeNs !== undefined && verdict.timeNs !== timeNs)) return false;
  const { result, failureMode, mechanism, cause, workDone, repaired, failedNs } = statement;
  const same = { result, failureMode, mechanism, cause, workDone: workDone.trim(), repaired, failedNs };
  return Object.entries(same).every(([name, value]) => verdict[name as keyof typeof same] === value);
}
