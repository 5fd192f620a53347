import { create } from "@bufbuild/protobuf";
import {
  type AttachedFile,
  type BilingualText,
  type ChecklistItem,
  type ConditionCourse,
  type ConditionFigures,
  InvalidValue,
  type ItemTick,
  type OrderSignature,
  type OrderWork,
  type PartBooking,
  type ProofResult,
  type SignatureMethod,
  type StockEffect,
  type TimeBooking,
} from "@phm/domain";
import * as knowledge from "../gen/phm/knowledge/v1/knowledge_pb.js";
import * as wire from "../gen/phm/workorder/v1/record_pb.js";
import { levelCodec, zoneCodec } from "./assessment-codec.js";
import { enumCodec } from "./enum-codec.js";
import { present } from "./optional-fields.js";

export const signatureMethodCodec = enumCodec<SignatureMethod, wire.SignatureMethod>({
  typed: wire.SignatureMethod.TYPED,
  drawn: wire.SignatureMethod.DRAWN,
  badge: wire.SignatureMethod.BADGE,
});
const proofResultCodec = enumCodec<ProofResult, wire.ProofResult>({
  better: wire.ProofResult.BETTER,
  same: wire.ProofResult.SAME,
  not_yet_known: wire.ProofResult.NOT_YET_KNOWN,
});

export const bilingualToWire = ({ en, zh }: BilingualText) => create(knowledge.BilingualTextSchema, { en, zh });

export function bilingualFromWire(message: knowledge.BilingualText | undefined, field: string): BilingualText {
  if (!message) throw new InvalidValue(field, undefined, "present");
  return { en: message.en, zh: message.zh };
}

function itemToWire({ number, text, tick }: ChecklistItem): wire.ChecklistItem {
  return create(wire.ChecklistItemSchema, {
    number,
    text: bilingualToWire(text),
    ...(tick ? { tick: create(wire.ItemTickSchema, { ...tick }) } : {}),
  });
}

function itemFromWire({ number, text, tick }: wire.ChecklistItem): ChecklistItem {
  return { number, text: bilingualFromWire(text, "checklist.text"), ...(tick ? { tick: tickFromWire(tick) } : {}) };
}

function tickFromWire({ person, timeNs, reading, unit, note }: wire.ItemTick): ItemTick {
  return { person, timeNs, ...present({ reading, unit, note }) };
}

export function timeBookingToWire(booking: TimeBooking): wire.TimeBooking {
  return create(wire.TimeBookingSchema, { ...booking });
}

/** @throws InvalidValue where there is none */
export function timeBookingFromWire(message: wire.TimeBooking | undefined): TimeBooking {
  if (!message) throw new InvalidValue("booking", undefined, "present");
  const { person, startNs, minutes, ratePerHour, note } = message;
  return { person, startNs, minutes, ...present({ ratePerHour, note }) };
}

const stockEffectCodec = enumCodec<StockEffect, wire.StockEffect>({
  pending: wire.StockEffect.PENDING,
  issued: wire.StockEffect.ISSUED,
  refused: wire.StockEffect.REFUSED,
});

export function partBookingToWire(booking: PartBooking): wire.PartBooking {
  const { stock, ...rest } = booking;
  return create(wire.PartBookingSchema, { ...rest, ...(stock ? { stock: stockEffectCodec.toWire(stock) } : {}) });
}

/** @throws InvalidValue where there is none */
export function partBookingFromWire(message: wire.PartBooking | undefined): PartBooking {
  if (!message) throw new InvalidValue("booking", undefined, "present");
  const { part, quantity, costPerUnit, note, store, stock } = message;
  const effect = stock === wire.StockEffect.UNSPECIFIED ? {} : { stock: stockEffectCodec.fromWire(stock, "booking.stock") };
  return { part, quantity, ...present({ costPerUnit, note, store }), ...effect };
}

export function attachedFileToWire(file: AttachedFile): wire.AttachedFile {
  return create(wire.AttachedFileSchema, { ...file, bytes: BigInt(file.bytes) });
}

export function attachedFileFromWire({ number, name, contentType, bytes, sha256, person, timeNs }: wire.AttachedFile): AttachedFile {
  return { number, name, contentType, bytes: Number(bytes), sha256, person, timeNs };
}

function signatureToWire({ person, method, timeNs }: OrderSignature): wire.OrderSignature {
  return create(wire.OrderSignatureSchema, { person, method: signatureMethodCodec.toWire(method), timeNs });
}

function signatureFromWire({ person, method, timeNs }: wire.OrderSignature): OrderSignature {
  return { person, method: signatureMethodCodec.fromWire(method, "signature.method"), timeNs };
}

export function orderWorkToWire(work: OrderWork): wire.OrderWork {
  const { signature, checklist, timeBookings, partBookings, attachments, ...plain } = work;
  return create(wire.OrderWorkSchema, {
    ...plain,
    ...(signature ? { signature: signatureToWire(signature) } : {}),
    checklist: checklist.map(itemToWire),
    timeBookings: timeBookings.map(timeBookingToWire),
    partBookings: partBookings.map(partBookingToWire),
    attachments: attachments.map(attachedFileToWire),
  });
}

export function orderWorkFromWire(message: wire.OrderWork): OrderWork {
  const { assignee, plannedStartNs, plannedEndNs, holdReason, doneNs, signature } = message;
  return {
    ...present({ assignee, plannedStartNs, plannedEndNs, holdReason, doneNs }),
    ...(signature ? { signature: signatureFromWire(signature) } : {}),
    checklist: message.checklist.map(itemFromWire),
    timeBookings: message.timeBookings.map(timeBookingFromWire),
    partBookings: message.partBookings.map(partBookingFromWire),
    attachments: message.attachments.map(attachedFileFromWire),
  };
}

/** The wire writes "no zone" as 0. */
const NO_ZONE = 0;

function figuresToWire({ timeNs, state, levelRatio, zone, confidence }: ConditionFigures): wire.ConditionFigures {
  return create(wire.ConditionFiguresSchema, {
    timeNs,
    state: levelCodec.toWire(state),
    ...present({ levelRatio: levelRatio ?? undefined, confidence: confidence ?? undefined }),
    zone: zone === null ? NO_ZONE : zoneCodec.toWire(zone),
  });
}

function figuresFromWire(message: wire.ConditionFigures | undefined, field: string): ConditionFigures {
  if (!message) throw new InvalidValue(field, undefined, "present");
  const { timeNs, state, levelRatio = null, zone, confidence = null } = message;
  return {
    timeNs,
    state: levelCodec.fromWire(state, `${field}.state`),
    levelRatio,
    zone: zone === NO_ZONE ? null : zoneCodec.fromWire(zone, `${field}.zone`),
    confidence,
  };
}

export function conditionCourseToWire({ opening, worst, after, result }: ConditionCourse): wire.ConditionCourse {
  return create(wire.ConditionCourseSchema, {
    opening: figuresToWire(opening),
    worst: figuresToWire(worst),
    ...(after ? { after: figuresToWire(after) } : {}),
    result: proofResultCodec.toWire(result),
  });
}

export function conditionCourseFromWire({ opening, worst, after, result }: wire.ConditionCourse): ConditionCourse {
  return {
    opening: figuresFromWire(opening, "course.opening"),
    worst: figuresFromWire(worst, "course.worst"),
    ...(after ? { after: figuresFromWire(after, "course.after") } : {}),
    result: proofResultCodec.fromWire(result, "course.result"),
  };
}
