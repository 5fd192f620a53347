import { create, type MessageInitShape } from "@bufbuild/protobuf";
import { InvalidValue, type OrderCommand, type OrderCommandKind, type OrderRole } from "@phm/domain";
import * as wire from "../gen/phm/workorder/v1/command_pb.js";
import { type ChangeWorkOrderRequest, ChangeWorkOrderRequestSchema } from "../gen/phm/workorder/v1/workorder_pb.js";
import { enumCodec } from "./enum-codec.js";
import { present } from "./optional-fields.js";
import {
  partBookingFromWire,
  partBookingToWire,
  signatureMethodCodec,
  timeBookingFromWire,
  timeBookingToWire,
} from "./order-record-codec.js";

export const orderRoleCodec = enumCodec<OrderRole, wire.OrderRole>({
  viewer: wire.OrderRole.VIEWER,
  technician: wire.OrderRole.TECHNICIAN,
  planner: wire.OrderRole.PLANNER,
  admin: wire.OrderRole.ADMIN,
});

export const orderCommandKindCodec = enumCodec<OrderCommandKind, wire.OrderCommandKind>({
  acknowledge: wire.OrderCommandKind.ACKNOWLEDGE,
  assign: wire.OrderCommandKind.ASSIGN,
  plan: wire.OrderCommandKind.PLAN,
  start: wire.OrderCommandKind.START,
  hold: wire.OrderCommandKind.HOLD,
  resume: wire.OrderCommandKind.RESUME,
  finish: wire.OrderCommandKind.FINISH,
  verify: wire.OrderCommandKind.VERIFY,
  close: wire.OrderCommandKind.CLOSE,
  cancel: wire.OrderCommandKind.CANCEL,
  reject: wire.OrderCommandKind.REJECT,
  reopen: wire.OrderCommandKind.REOPEN,
  comment: wire.OrderCommandKind.COMMENT,
  tick: wire.OrderCommandKind.TICK,
  book_time: wire.OrderCommandKind.BOOK_TIME,
  book_part: wire.OrderCommandKind.BOOK_PART,
  attach: wire.OrderCommandKind.ATTACH,
});

/** The commands that go in one request; closing, cancelling and attaching have calls of their own. */
export type RequestedCommand = Exclude<OrderCommand, { kind: "close" | "cancel" | "attach" }>;
export type RequestedCommandMessage = ChangeWorkOrderRequest["command"];
type CommandInit = NonNullable<MessageInitShape<typeof ChangeWorkOrderRequestSchema>["command"]>;

/** As the request carries it. */
export function orderCommandToWire(command: RequestedCommand): RequestedCommandMessage {
  return create(ChangeWorkOrderRequestSchema, { command: initOf(command) }).command;
}

function initOf(command: RequestedCommand): CommandInit {
  switch (command.kind) {
    case "acknowledge":
    case "start":
      return { case: command.kind, value: {} };
    case "assign":
      return { case: "assign", value: { assignee: command.assignee ?? "" } };
    case "plan":
      return { case: "plan", value: { startNs: command.startNs, endNs: command.endNs } };
    case "hold":
    case "reject":
    case "reopen":
      return { case: command.kind, value: { reason: command.reason } };
    case "resume":
    case "finish":
      return { case: command.kind, value: { note: command.note } };
    case "comment":
      return { case: "comment", value: { text: command.note } };
    case "verify":
      return { case: "verify", value: { name: command.name, method: signatureMethodCodec.toWire(command.method) } };
    case "tick":
      return { case: "tick", value: { number: command.number, ...present(readingOf(command)) } };
    case "book_time":
      return { case: "bookTime", value: { booking: timeBookingToWire(command.booking) } };
    case "book_part":
      return { case: "bookPart", value: { booking: partBookingToWire(command.booking) } };
  }
}

/** @throws InvalidValue where there is no command, or one of its fields is not of the contract */
export function orderCommandFromWire({ case: kind, value }: RequestedCommandMessage): RequestedCommand {
  switch (kind) {
    case undefined:
      throw new InvalidValue("command", undefined, "given", "missing_command");
    case "acknowledge":
    case "start":
      return { kind };
    case "assign":
      return value.assignee === "" ? { kind } : { kind, assignee: value.assignee };
    case "plan":
      return { kind, startNs: value.startNs, endNs: value.endNs };
    case "hold":
    case "reject":
    case "reopen":
      return { kind, reason: value.reason };
    case "resume":
    case "finish":
      return { kind, note: value.note };
    case "comment":
      return { kind, note: value.text };
    case "verify":
      return { kind, name: value.name, method: signatureMethodCodec.fromWire(value.method, "method") };
    case "tick":
      return { kind, number: value.number, ...present(readingOf(value)) };
    case "bookTime":
      return { kind: "book_time", booking: timeBookingFromWire(value.booking) };
    case "bookPart":
      return { kind: "book_part", booking: partBookingFromWire(value.booking) };
  }
}

interface ItemReading {
  readonly reading?: number | undefined;
  readonly unit?: string | undefined;
  readonly note?: string | undefined;
}

const readingOf = ({ reading, unit, note }: ItemReading) => ({ reading, unit, note });
