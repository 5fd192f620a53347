import {
  type AdvisoryLink,
  formatTimeNs,
  InvalidValue,
  type OrderCommand,
  type OrderRole,
  type OrderWork,
  type TimeNs,
  type Verdict,
  type WorkOrder,
} from "@phm/domain";
import { checkReason, checkText } from "../check-verdict.js";
import { WorkOrderNotReady } from "../illegal-work-order-transition.js";
import { checkFile, checkPartBooking, checkTimeBooking, noteOf } from "./check-bookings.js";
import { NO_WORK, openItems, ticked } from "./order-checklist.js";
import { verdictOf } from "./order-verdict.js";

const MAX_NAME = 200;
const MAX_NOTE = 2000;
const MAX_UNIT = 20;

/** Who gives a command, as what, and when. */
export interface CommandContext {
  readonly actor: string;
  readonly role: OrderRole;
  /** Now, in the machine's own time. */
  readonly timeNs: TimeNs;
  /** Where the caller gave one, so that a repetition is known. */
  readonly commandId?: string;
  /** What the order rests on, oldest first: a verdict names it. */
  readonly advisories: readonly AdvisoryLink[];
}

/** What a command comes to, beside the state. */
export interface CommandEffect {
  /** What the history says. */
  readonly note: string;
  readonly work?: OrderWork;
  readonly verdict?: Verdict;
}

/** @throws InvalidValue naming the field of the command that breaks a rule, WorkOrderNotReady for a checklist that is not done */
export function commandEffect(order: WorkOrder, command: OrderCommand, by: CommandContext): CommandEffect {
  const { work = NO_WORK } = order;
  switch (command.kind) {
    case "acknowledge":
    case "start":
      return { note: "" };
    case "resume":
      return { note: noteOf("note", command.note).note ?? "" };
    case "finish":
      return { note: noteOf("note", command.note).note ?? "", work: { ...work, doneNs: by.timeNs } };
    case "comment":
      return { note: checkText("text", command.note, MAX_NOTE) };
    case "hold": {
      const holdReason = checkReason(command.reason);
      return { note: holdReason, work: { ...work, holdReason } };
    }
    case "cancel":
    case "reopen":
      return { note: checkReason(command.reason) };
    case "assign":
      return assigned(work, command.assignee);
    case "plan":
      return planned(work, command);
    case "verify":
      return verified(order, work, command, by);
    case "close":
      return closed(order, work, command, by);
    case "reject":
      return rejected(order, checkReason(command.reason), by);
    case "tick":
    case "book_time":
    case "book_part":
    case "attach":
      return recorded(work, command, by);
  }
}

type CommandOf<Kind extends OrderCommand["kind"]> = Extract<OrderCommand, { readonly kind: Kind }>;

function assigned({ assignee: _, ...work }: OrderWork, given: string | undefined): CommandEffect {
  if (given === undefined) return { note: "to nobody", work };
  const assignee = checkText("assignee", given, MAX_NAME);
  return { note: `to ${assignee}`, work: { ...work, assignee } };
}

function planned(work: OrderWork, { startNs, endNs }: CommandOf<"plan">): CommandEffect {
  if (startNs <= 0n) throw new InvalidValue("start", startNs, "given");
  if (endNs <= startNs) throw new InvalidValue("end", formatTimeNs(endNs), `after the start (${formatTimeNs(startNs)})`);
  const note = `${formatTimeNs(startNs)} to ${formatTimeNs(endNs)}`;
  return { note, work: { ...work, plannedStartNs: startNs, plannedEndNs: endNs } };
}

function verified({ id }: WorkOrder, work: OrderWork, { name, method }: CommandOf<"verify">, by: CommandContext): CommandEffect {
  checkText("name", name, MAX_NAME);
  const left = openItems(work.checklist);
  if (left.length > 0)
    throw new WorkOrderNotReady(`work order ${id} cannot be verified: item ${left.join(", ")} of its checklist is not ticked`);
  return { note: `signed, ${method}`, work: { ...work, signature: { person: by.actor, method, timeNs: by.timeNs } } };
}

function closed(order: WorkOrder, work: OrderWork, { statement, timeNs }: CommandOf<"close">, by: CommandContext): CommandEffect {
  const verdict = verdictOf(order, statement, { ...by, timeNs: timeNs ?? work.doneNs ?? by.timeNs });
  return { note: verdictNote(verdict), verdict, work: { ...work, doneNs: verdict.timeNs } };
}

function rejected(order: WorkOrder, reason: string, by: CommandContext): CommandEffect {
  return { note: reason, verdict: verdictOf(order, { result: "not_found", workDone: reason, repaired: false }, by) };
}

/** What the history says of a verdict. */
function verdictNote({ result, failureMode, mechanism, cause, workDone, repaired }: Verdict): string {
  const found = [failureMode, mechanism && `mechanism ${mechanism}`, cause && `cause ${cause}`].filter(Boolean).join(", ");
  return `${result}${found ? ` (${found})` : ""}, ${repaired ? "repaired" : "not repaired"}: ${workDone}`;
}

function recorded(
  work: OrderWork,
  command: CommandOf<"tick"> | CommandOf<"book_time"> | CommandOf<"book_part"> | CommandOf<"attach">,
  by: CommandContext,
): CommandEffect {
  switch (command.kind) {
    case "tick":
      return tickedItem(work, command, by);
    case "book_time": {
      const booking = checkTimeBooking(work, command.booking);
      return { note: `${booking.person}: ${booking.minutes} min`, work: { ...work, timeBookings: [...work.timeBookings, booking] } };
    }
    case "book_part": {
      const booking = checkPartBooking(work, command.booking);
      return { note: `${booking.quantity} × ${booking.part}`, work: { ...work, partBookings: [...work.partBookings, booking] } };
    }
    case "attach": {
      checkFile(work, command.file);
      const file = { ...command.file, number: work.attachments.length + 1, person: by.actor, timeNs: by.timeNs };
      return { note: `${file.name} (${file.bytes} bytes)`, work: { ...work, attachments: [...work.attachments, file] } };
    }
  }
}

function tickedItem(work: OrderWork, { number, reading, unit, note }: CommandOf<"tick">, by: CommandContext): CommandEffect {
  if (reading !== undefined && !Number.isFinite(reading)) throw new InvalidValue("reading", reading, "a finite number");
  const read = {
    ...(reading === undefined ? {} : { reading }),
    ...(unit?.trim() ? { unit: checkText("unit", unit, MAX_UNIT) } : {}),
    ...noteOf("note", note),
  };
  const checklist = ticked(work.checklist, number, { person: by.actor, timeNs: by.timeNs, ...read });
  const shown = [[reading, read.unit].filter((each) => each !== undefined).join(" "), read.note].filter(Boolean).join(", ");
  return { note: shown ? `item ${number}: ${shown}` : `item ${number}`, work: { ...work, checklist } };
}
