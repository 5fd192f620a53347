import {
  type AdvisoryLink,
  formatTimeNs,
  InvalidValue,
  type TimeNs,
  type Verdict,
  type VerdictStatement,
  verdictId,
  type WorkOrder,
} from "@phm/domain";
import { checkVerdict } from "../check-verdict.js";

/** Who judged, when the work was done in the machine's own time, and on what advice, oldest first. */
interface Judged {
  readonly actor: string;
  readonly timeNs: TimeNs;
  readonly advisories: readonly AdvisoryLink[];
}

/** What a person found, as the label of all that was said about it. @throws InvalidValue naming what the statement lacks, or its time */
export function verdictOf(order: WorkOrder, stated: VerdictStatement, { actor, timeNs, advisories }: Judged): Verdict {
  const { id, ref, component, failureMode: advised, openedNs } = order;
  if (timeNs < openedNs) {
    throw new InvalidValue("timeNs", formatTimeNs(timeNs), `not before the order was opened (${formatTimeNs(openedNs)})`);
  }
  return {
    ...checkVerdict(stated, order, timeNs),
    id: verdictId(ref, id),
    ref,
    workOrder: id,
    component,
    ...(advised === undefined ? {} : { advised }),
    timeNs,
    actor,
    advisories,
  };
}
