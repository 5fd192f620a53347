import {
  type ConditionCourse,
  isStanding,
  laterTime,
  type OrderCommand,
  type OrderWork,
  type Verdict,
  type WorkOrder,
  type WorkOrderState,
} from "@phm/domain";
import { checkActor, checkText } from "../check-verdict.js";
import { IllegalWorkOrderTransition, RoleMayNot } from "../illegal-work-order-transition.js";
import { withEvents } from "../order-history.js";
import { type CommandContext, type CommandEffect, commandEffect } from "./command-effect.js";
import { EVENT_OF, type OrderTransition, transitionOf } from "./order-transitions.js";
import { reopenedOrder } from "./reopened-order.js";

const MAX_COMMAND_ID = 200;

/** What a command has led to. */
export interface ChangedOrder {
  /** The same object where nothing changed. */
  readonly order: WorkOrder;
  /** Of an order that was closed or rejected. */
  readonly verdict?: Verdict;
  /** The new order on the same fault, where one that had ended was reopened. */
  readonly opened?: WorkOrder;
}

/**
 * A person's command on an order. The same command id again, or a file that is attached already, changes nothing.
 * @throws IllegalWorkOrderTransition where the state has no such command, RoleMayNot, WorkOrderNotReady, and InvalidValue naming the field
 */
export function changeWorkOrder(order: WorkOrder, command: OrderCommand, context: CommandContext): ChangedOrder {
  const by = { ...context, actor: checkActor(context.actor) };
  if (by.commandId !== undefined) checkText("commandId", by.commandId, MAX_COMMAND_ID);
  if (isKnownCommand(order, by.commandId)) return { order };
  const transition = transitionOf(order.state, command.kind);
  if (!transition) throw new IllegalWorkOrderTransition(order, command.kind);
  if (!transition.roles.includes(by.role)) throw new RoleMayNot(by.role, command.kind, transition.roles);
  if (isAttached(order, command)) return { order };
  const effect = commandEffect(order, command, by);
  if (command.kind === "reopen" && !isStanding(order)) return { order, opened: reopenedOrder(order, effect.note, by) };
  const changed = changedOrder(order, transition, effect, by);
  return effect.verdict ? { order: changed, verdict: effect.verdict } : { order: changed };
}

/** Whether a command was carried out already: its id is in the history that the order carries, or the file is attached. */
export function isRepetition(order: WorkOrder, command: OrderCommand, commandId?: string): boolean {
  return isKnownCommand(order, commandId) || isAttached(order, command);
}

function isKnownCommand({ history }: WorkOrder, commandId: string | undefined): boolean {
  return commandId !== undefined && history.some((event) => event.commandId === commandId);
}

function isAttached({ work }: WorkOrder, command: OrderCommand): boolean {
  return command.kind === "attach" && (work?.attachments ?? []).some(({ sha256 }) => sha256 === command.file.sha256);
}

function changedOrder(order: WorkOrder, { command, to }: OrderTransition, effect: CommandEffect, by: CommandContext): WorkOrder {
  const state = to ?? order.state;
  const work = effect.work ?? order.work;
  const event = {
    ...{ timeNs: by.timeNs, kind: EVENT_OF[command], actor: by.actor, note: effect.note },
    ...(state === order.state ? {} : { state }),
    ...(by.commandId === undefined ? {} : { commandId: by.commandId }),
  };
  const ended =
    isStanding({ state }) || !isStanding(order) ? {} : { endedNs: laterTime(order.updatedNs, effect.verdict?.timeNs ?? by.timeNs) };
  const changed = { ...order, state, updatedNs: laterTime(order.updatedNs, by.timeNs), ...ended, ...withEvents(order, [event]) };
  const goesOn = state === "in_progress" && order.state !== state;
  return {
    ...changed,
    ...(work ? { work: workIn(state, goesOn, work) } : {}),
    ...(goesOn && order.course ? { course: courseAgain(order.course) } : {}),
  };
}

/** What belongs to a state goes with it: the reason of a hold, and the end and signature of work that goes on. */
function workIn(state: WorkOrderState, goesOn: boolean, work: OrderWork): OrderWork {
  const { holdReason, ...released } = work;
  const held = holdReason !== undefined && state === "on_hold" ? { ...released, holdReason } : released;
  if (!goesOn) return held;
  const { doneNs: _, signature: __, ...going } = held;
  return going;
}

/** Work that goes on has nothing to show yet. */
function courseAgain({ opening, worst }: ConditionCourse): ConditionCourse {
  return { opening, worst, result: "not_yet_known" };
}
