import { create } from "@bufbuild/protobuf";
import { legalTransitions, type OrderTransition } from "@phm/advisory";
import {
  type LegalCommandMessage,
  LegalCommandSchema,
  type OrderRoleMessage,
  orderCommandKindCodec,
  orderRoleCodec,
  type VerdictMessage,
  verdictToWire,
  type WorkOrderMessage,
  workOrderStateCodec,
  workOrderToWire,
} from "@phm/contracts";
import { type OrderRole, organisationId } from "@phm/domain";
import type { DeskRequest } from "../orders/order-desk.js";
import type { People, Person } from "../orders/people.js";
import type { OrderRecord } from "../orders/stored-order.js";

/** An order as every answer carries it: with its version and verdict, what can be done in its state, and whose the ids on it are. */
export interface OrderAnswer {
  readonly workOrder: WorkOrderMessage;
  readonly version: bigint;
  readonly verdict?: VerdictMessage;
  readonly legal: LegalCommandMessage[];
  readonly people: Person[];
}

export async function orderAnswer({ order, verdict }: OrderRecord, people: People): Promise<OrderAnswer> {
  return {
    workOrder: workOrderToWire(order),
    version: BigInt(order.eventCount),
    ...(verdict ? { verdict: verdictToWire(verdict) } : {}),
    legal: legalTransitions(order.state).map(legalToWire),
    people: await people.on(order),
  };
}

/** The wire writes "it stays" as 0. */
const SAME_STATE = 0;

function legalToWire({ command, to, roles }: OrderTransition): LegalCommandMessage {
  return create(LegalCommandSchema, {
    command: orderCommandKindCodec.toWire(command),
    to: to === undefined ? SAME_STATE : workOrderStateCodec.toWire(to),
    roles: roles.map((role) => orderRoleCodec.toWire(role)),
  });
}

/** What every command names. */
interface OrderRequest {
  readonly organisation: string;
  readonly id: string;
  readonly actor: string;
  readonly role: OrderRoleMessage;
  readonly expectedVersion: bigint;
}

const UNSPECIFIED = 0;

/**
 * Which order, as whom, from which version of it.
 * @param fallback the role of a caller that names none
 * @throws InvalidValue naming the field
 */
export function deskRequest(request: OrderRequest, fallback?: OrderRole): Omit<DeskRequest, "command"> {
  const { organisation, id, actor, role, expectedVersion } = request;
  return {
    organisation: organisationId(organisation),
    ...{ id, actor, expectedVersion: Number(expectedVersion) },
    role: role === UNSPECIFIED && fallback ? fallback : orderRoleCodec.fromWire(role, "role"),
  };
}
