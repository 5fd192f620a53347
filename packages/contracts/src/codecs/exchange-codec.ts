import { create } from "@bufbuild/protobuf";
import {
  checkEnterpriseSystem,
  type EnterpriseSystem,
  INBOUND_FIELDS,
  InvalidValue,
  OUTBOUND_FIELDS,
  organisationId,
  siteId,
} from "@phm/domain";
import * as wire from "../gen/phm/exchange/v1/exchange_pb.js";
import { tierCodec } from "./advisory-codec.js";
import { enumCodec } from "./enum-codec.js";
import { present } from "./optional-fields.js";

export const TRANSFER_STATES = ["pending", "sent", "dead"] as const;
export type TransferState = (typeof TRANSFER_STATES)[number];

export const transferStateCodec = enumCodec<TransferState, wire.TransferState>({
  pending: wire.TransferState.PENDING,
  sent: wire.TransferState.SENT,
  dead: wire.TransferState.DEAD,
});

export const EVENT_OUTCOMES = ["taken", "superseded", "refused"] as const;
export type EventOutcome = (typeof EVENT_OUTCOMES)[number];

export const eventOutcomeCodec = enumCodec<EventOutcome, wire.EventOutcome>({
  taken: wire.EventOutcome.TAKEN,
  superseded: wire.EventOutcome.SUPERSEDED,
  refused: wire.EventOutcome.REFUSED,
});

export function enterpriseSystemToWire({ leastTier, secret, ...system }: EnterpriseSystem): wire.EnterpriseSystem {
  const { tokenVariable = "", ordersPath = "", changesPath = "" } = system;
  return create(wire.EnterpriseSystemSchema, {
    ...system,
    ...{ tokenVariable, ordersPath, changesPath, leastTier: tierCodec.toWire(leastTier) },
    ...{ outbound: { ...system.outbound }, inbound: { ...system.inbound } },
    ...{ tiersOut: { ...system.tiersOut }, statesOut: { ...system.statesOut }, statesIn: { ...system.statesIn } },
    ...present({ secret }),
  });
}

/** @throws InvalidValue naming the field that breaks a rule */
export function enterpriseSystemFromWire(message: wire.EnterpriseSystem | undefined): EnterpriseSystem {
  if (!message) throw new InvalidValue("system", undefined, "present");
  const { id, organisation, site, url, tokenVariable, ordersPath, changesPath, pollEveryS, leastTier, language, secret } = message;
  const { outbound, inbound, numberPath, changesListPath, cursorPath, tiersOut, statesOut, statesIn } = message;
  if (language !== "en" && language !== "zh") throw new InvalidValue("language", language, "en or zh");
  checkNames("outbound", outbound, OUTBOUND_FIELDS);
  checkNames("inbound", inbound, INBOUND_FIELDS);
  const system = {
    ...{ id, url, language, numberPath, changesListPath, cursorPath },
    organisation: organisationId(organisation),
    site: siteId(site),
    pollEveryS: pollEveryS || DEFAULT_POLL_S,
    leastTier: tierCodec.fromWire(leastTier, "leastTier"),
    ...{
      outbound: { ...outbound },
      inbound: { ...inbound },
      tiersOut: { ...tiersOut },
      statesOut: { ...statesOut },
      statesIn: { ...statesIn },
    },
    ...present({
      tokenVariable: tokenVariable || undefined,
      ordersPath: ordersPath || undefined,
      changesPath: changesPath || undefined,
      secret: secret || undefined,
    }),
  } as EnterpriseSystem;
  checkEnterpriseSystem(system);
  return system;
}

const DEFAULT_POLL_S = 60;

function checkNames(field: string, given: Readonly<Record<string, string>>, known: readonly string[]): void {
  const unknown = Object.keys(given).find((name) => !known.includes(name));
  if (unknown !== undefined) throw new InvalidValue(field, unknown, `one of ${known.join(", ")}`, "unknown_field");
}
