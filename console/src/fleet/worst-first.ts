import type { ConditionLevel } from "@phm/domain";
import type { FleetRow } from "./fleet-api.js";

/** Which machine wants to be looked at first: machine alarms before sensors, and what is unknown before what is well. */
const URGENCY: readonly (ConditionLevel | "none")[] = ["alarm", "alert", "sensor_fault", "learning", "none", "normal"];

const urgencyOf = ({ condition }: FleetRow) => URGENCY.indexOf(condition?.state ?? "none");
const remainingOf = ({ rul }: FleetRow) => (rul?.status === "estimate" ? (rul.p10S ?? Number.POSITIVE_INFINITY) : Number.POSITIVE_INFINITY);
const levelOf = ({ condition }: FleetRow) => condition?.levelRatio ?? 0;

/** Worst first: by condition, then by the shorter end of its remaining life, then by level; machines that are alike by name. */
export function worstFirst(a: FleetRow, b: FleetRow): number {
  const byUrgency = urgencyOf(a) - urgencyOf(b);
  if (byUrgency !== 0) return byUrgency;
  const [remainingA, remainingB] = [remainingOf(a), remainingOf(b)];
  if (remainingA !== remainingB) return remainingA < remainingB ? -1 : 1;
  return levelOf(b) - levelOf(a) || (a.id < b.id ? -1 : 1);
}
