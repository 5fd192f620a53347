import {
  type FaultKnowledgeMessage,
  faultKnowledgeFromWire,
  type LegalCommandMessage,
  orderCommandKindCodec,
  orderRoleCodec,
  type PersonMessage,
  type VerdictMessage,
  verdictFromWire,
  type WorkOrderMessage,
  workOrderFromWire,
  workOrderStateCodec,
} from "@phm/contracts";
import {
  type FaultKnowledge,
  InvalidValue,
  type OrderCommandKind,
  type OrderRole,
  type Verdict,
  type WorkOrder,
  type WorkOrderState,
} from "@phm/domain";
import { workOrderView } from "./work-order-view.js";

/** What the service answers on one order. */
export interface OrderAnswer {
  readonly workOrder?: WorkOrderMessage | undefined;
  readonly verdict?: VerdictMessage | undefined;
  readonly version: bigint;
  readonly legal: readonly LegalCommandMessage[];
  readonly people: readonly PersonMessage[];
  /** Where the order was asked for. */
  readonly knowledge?: FaultKnowledgeMessage | undefined;
}

/** What can be done with an order in its state: where it leads, null where it stays, and who may. */
export interface LegalCommand {
  readonly command: OrderCommandKind;
  readonly to: WorkOrderState | null;
  readonly roles: readonly OrderRole[];
}

/** An order with all that a person must know to decide. */
export interface ShownOrder {
  readonly order: WorkOrder;
  readonly verdict: Verdict | undefined;
  readonly legal: readonly LegalCommand[];
  /** Names by id, as far as they are kept. */
  readonly names: ReadonlyMap<string, string>;
}

const SAME_STATE = 0;
const MINUTES_PER_HOUR = 60;

/** @throws InvalidValue where the answer has no order */
export function shownOrder({ workOrder, verdict, legal, people }: OrderAnswer): ShownOrder {
  if (!workOrder) throw new InvalidValue("workOrder", undefined, "present");
  return {
    order: workOrderFromWire(workOrder),
    verdict: verdict && verdictFromWire(verdict),
    legal: legal.map(({ command, to, roles }) => ({
      command: orderCommandKindCodec.fromWire(command, "legal.command"),
      to: to === SAME_STATE ? null : workOrderStateCodec.fromWire(to, "legal.to"),
      roles: roles.map((role) => orderRoleCodec.fromWire(role, "legal.roles")),
    })),
    names: new Map(people.map(({ id, name }) => [id, name])),
  };
}

/** The answer on one order as the API shows it. */
export function orderAnswerView(answer: OrderAnswer) {
  const { order, verdict, legal, names } = shownOrder(answer);
  const recommended = answer.knowledge ? { recommended: recommendedView(faultKnowledgeFromWire(answer.knowledge)) } : {};
  return { ...workOrderView(order, verdict), ...recommended, legalCommands: legal, people: Object.fromEntries(names) };
}

/** What to take along and to do, by the knowledge base of the site. */
function recommendedView({ confirm, actions, checks, tools, parts, estimatedHours }: FaultKnowledge) {
  const named = parts.map(({ name, quantity }) => ({ nameEn: name.en, nameZh: name.zh, neededCount: quantity }));
  return { confirm, actions, checks, tools, parts: named, estimatedMinutes: Math.round(estimatedHours * MINUTES_PER_HOUR) };
}
