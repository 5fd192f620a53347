import { type EnterpriseSystemMessage, enterpriseSystemFromWire, eventOutcomeCodec, transferStateCodec } from "@phm/contracts";
import { formatTimeNs } from "@phm/domain";
import type { GatewayContext } from "../context.js";

type Exchange = GatewayContext["workorders"]["exchange"];
type Transfer = Awaited<ReturnType<Exchange["listTransfers"]>>["transfers"][number];
type Status = Awaited<ReturnType<Exchange["getSystemStatus"]>>;
type LocationReport = Awaited<ReturnType<Exchange["importLocations"]>>;
type Event = Awaited<ReturnType<Exchange["listEvents"]>>["events"][number];

/** Its secret is never told, so nobody can read it here. */
export function systemView(message: EnterpriseSystemMessage) {
  const {
    organisation: _,
    secret: __,
    tokenVariable = null,
    ordersPath = null,
    changesPath = null,
    ...system
  } = enterpriseSystemFromWire(message);
  return { ...system, tokenVariable, ordersPath, changesPath };
}

export function transferView({ order, number, state, attempts, nextNs, lastError, ref }: Transfer) {
  return {
    ...{ order, asset: ref?.asset, number: number || null, state: transferStateCodec.fromWire(state, "state") },
    ...{ attemptCount: attempts, next: formatTimeNs(nextNs), lastError: lastError || null },
  };
}

export function eventView({ id, outcome, reason, receivedNs, body }: Event) {
  return { id, outcome: eventOutcomeCodec.fromWire(outcome, "outcome"), reason: reason || null, received: formatTimeNs(receivedNs), body };
}

export function statusView({ polledNs, pollError, pendingCount, deadCount, refusedCount }: Status) {
  return { polled: polledNs > 0n ? formatTimeNs(polledNs) : null, pollError: pollError || null, pendingCount, deadCount, refusedCount };
}

/** What became of a table of locations, or would. */
export function locationReportView({ dryRun, rows, taken, unchanged, passedOver, refused, problems, problemCount }: LocationReport) {
  return {
    ...{ dryRun, rowCount: rows, takenCount: taken, unchangedCount: unchanged, passedOverCount: passedOver, refusedCount: refused },
    ...{ problemCount, problems: problems.map(({ line, column, value, reason, limit }) => ({ line, column, value, reason, limit })) },
  };
}
