import { create } from "@bufbuild/protobuf";
import type { MeterOutlook, PlanCompliance } from "@phm/advisory";
import {
  type ComplianceMessage,
  ComplianceSchema,
  type MeterStandingMessage,
  MeterStandingSchema,
  meterCodec,
  type OccurrenceMessage,
  OccurrenceSchema,
  occurrenceFateCodec,
  type PlanRecordMessage,
  PlanRecordSchema,
  planOutlookCodec,
  preventivePlanToWire,
} from "@phm/contracts";
import { MAX_TIME_NS, type Meter, organisationId, type PlanKey, siteId } from "@phm/domain";
import type { KnownOccurrence, OccurrenceListing } from "../plans/occurrence-log.js";
import type { KnownPlan } from "../plans/plan-book.js";

/** @throws InvalidValue naming the field */
export function planKeyOf({ organisation, site, id }: { organisation: string; site: string; id: string }): PlanKey {
  return { organisation: organisationId(organisation), site: siteId(site), id };
}

export function planRecordToWire({ plan, revision, retired, changedBy, changedNs, outlook }: KnownPlan): PlanRecordMessage {
  return create(PlanRecordSchema, {
    ...{ plan: preventivePlanToWire(plan), revision: BigInt(revision), retired, changedBy, changedNs },
    outlook: planOutlookCodec.toWire(outlook.kind),
    ...(outlook.kind === "due" ? { nextDueNs: outlook.dueNs } : {}),
  });
}

export function occurrenceToWire({ plan, id, dueNs, fate, order, doneNs, isEnded }: KnownOccurrence): OccurrenceMessage {
  return create(OccurrenceSchema, {
    ...{ plan, id, dueNs, fate: occurrenceFateCodec.toWire(fate), workOrder: order ?? "", ended: isEnded },
    ...(doneNs === undefined ? {} : { doneNs }),
  });
}

export function complianceToWire(compliance: PlanCompliance): ComplianceMessage {
  return create(ComplianceSchema, compliance);
}

export function meterStandingToWire(meter: Meter, outlook: MeterOutlook): MeterStandingMessage {
  return create(MeterStandingSchema, { meter: meterCodec.toWire(meter), ...outlook });
}

interface ListingRequest {
  readonly organisation: string;
  readonly site: string;
  readonly plan: string;
  readonly fromNs: bigint;
  readonly toNs: bigint;
}

/** The wire writes "to the last" as 0. */
const OPEN = 0n;

/** @throws InvalidValue naming the field */
export function occurrenceListing({ organisation, site, plan, fromNs, toNs }: ListingRequest): OccurrenceListing {
  return {
    ...{ organisation: organisationId(organisation), site: siteId(site), fromNs, toNs: toNs === OPEN ? MAX_TIME_NS : toNs },
    ...(plan === "" ? {} : { plan }),
  };
}
