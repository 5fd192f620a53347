import { enterpriseSystemToWire, eventOutcomeCodec, transferStateCodec } from "@phm/contracts";
import { type EnterpriseSystem, organisationId, siteId } from "@phm/domain";
import type { StoredEvent } from "../exchange/event-log.js";
import type { SystemKey } from "../exchange/system-book.js";
import type { FileReport } from "../exchange/take-file.js";
import type { StoredTransfer } from "../exchange/transfer-log.js";

/** Problems beyond these are counted: who mends so many sees the rest with the next dry run. */
const MAX_TOLD = 1_000;

/** @throws InvalidValue naming the part that is malformed */
export function systemKeyOf(request: { readonly organisation: string; readonly site: string; readonly system: string }): SystemKey {
  return { organisation: organisationId(request.organisation), site: siteId(request.site), id: request.system };
}

/** A system as it may be shown: a secret is only ever given, never told. */
export function shownSystem({ secret: _, ...system }: EnterpriseSystem) {
  return enterpriseSystemToWire(system);
}

export function transferMessage({
  organisation,
  site,
  asset,
  system,
  order,
  number = "",
  state,
  attempts,
  dueNs,
  changedNs,
  lastError,
}: StoredTransfer) {
  return {
    ...{ system, order, number, attempts, lastError },
    ref: { organisation, site, asset },
    state: transferStateCodec.toWire(state) as number,
    nextNs: BigInt(dueNs ?? changedNs),
  };
}

export function eventMessage({ id, system, outcome, reason, receivedNs, body }: StoredEvent) {
  return { ...{ id, system, reason, body }, outcome: eventOutcomeCodec.toWire(outcome) as number, receivedNs: BigInt(receivedNs) };
}

export function fileReportMessage({ problems, unmapped, ...counts }: FileReport) {
  return { ...counts, unmapped: unmapped.slice(0, MAX_TOLD), problems: problems.slice(0, MAX_TOLD), problemCount: problems.length };
}
