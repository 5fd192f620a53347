import { type AttachedFile, InvalidValue, MAX_ATTACHMENT_BYTES, type OrderWork, type PartBooking, type TimeBooking } from "@phm/domain";
import { checkText } from "../check-verdict.js";

/** A booking is at most a week: more is several. */
const MAX_MINUTES = 7 * 24 * 60;
const MAX_QUANTITY = 1e6;
const MAX_MONEY = 1e9;
const MAX_NAME = 200;
const MAX_NOTE = 500;
const MAX_BOOKINGS = 200;
const MAX_ATTACHMENTS = 50;

/** What can be attached: nothing that a browser would run. */
export const ATTACHMENT_TYPES: readonly string[] = [
  "image/jpeg",
  "image/png",
  "image/webp",
  "image/heic",
  "application/pdf",
  "text/plain",
  "text/csv",
  "audio/mpeg",
  "audio/mp4",
  "audio/wav",
  "video/mp4",
  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
];

/** Something that can be told from a path, and printed. */
const FILE_NAME = /^[^/\\\p{Cc}\p{Cs}]+$/u;
const SHA256 = /^[0-9a-f]{64}$/;

function checkNumber(field: string, value: number, { above, atLeast, atMost }: { above?: number; atLeast?: number; atMost: number }): void {
  const isFit = value <= atMost && (above === undefined || value > above) && (atLeast === undefined || value >= atLeast);
  if (!isFit)
    throw new InvalidValue(
      field,
      value,
      `${above === undefined ? `at least ${atLeast}` : `above ${above}`}, at most ${atMost}`,
      "out_of_range",
    );
}

function checkRoom(field: string, taken: number, max: number): void {
  if (taken >= max) throw new InvalidValue(field, `${taken} already`, `at most ${max} on one order`, "too_many");
}

/** A note as it is kept: trimmed, and absent where nothing was said. @throws InvalidValue when it is too long */
export function noteOf(field: string, note: string | undefined): { readonly note?: string } {
  return note?.trim() ? { note: checkText(field, note, MAX_NOTE) } : {};
}

/** @throws InvalidValue naming the field of the booking */
export function checkTimeBooking(work: OrderWork, booking: TimeBooking): TimeBooking {
  checkRoom("booking", work.timeBookings.length, MAX_BOOKINGS);
  checkNumber("booking.minutes", booking.minutes, { above: 0, atMost: MAX_MINUTES });
  if (booking.ratePerHour !== undefined) checkNumber("booking.ratePerHour", booking.ratePerHour, { atLeast: 0, atMost: MAX_MONEY });
  const { note, ...rest } = booking;
  return { ...rest, person: checkText("booking.person", booking.person, MAX_NAME), ...noteOf("booking.note", note) };
}

/** @throws InvalidValue naming the field of the booking */
export function checkPartBooking(work: OrderWork, booking: PartBooking): PartBooking {
  checkRoom("booking", work.partBookings.length, MAX_BOOKINGS);
  checkNumber("booking.quantity", booking.quantity, { above: 0, atMost: MAX_QUANTITY });
  if (booking.costPerUnit !== undefined) checkNumber("booking.costPerUnit", booking.costPerUnit, { atLeast: 0, atMost: MAX_MONEY });
  const { part, quantity, costPerUnit, note, store } = booking;
  return {
    ...{ part: checkText("booking.part", part, MAX_NAME), quantity, ...noteOf("booking.note", note) },
    ...(costPerUnit === undefined ? {} : { costPerUnit }),
    // What it does to the stock is found out, not said.
    ...(store === undefined ? {} : { store: checkText("booking.store", store, MAX_NAME), stock: "pending" }),
  };
}

type FileFacts = Pick<AttachedFile, "name" | "contentType" | "bytes" | "sha256">;

/** Name and type of a file, before its content has come. @throws InvalidValue naming the field */
export function checkFileHeader({ name, contentType }: Pick<FileFacts, "name" | "contentType">): void {
  if (name.length > MAX_NAME || !FILE_NAME.test(name))
    throw new InvalidValue("name", name, `1 to ${MAX_NAME} characters without / \\ or control characters`);
  if (!ATTACHMENT_TYPES.includes(contentType))
    throw new InvalidValue("contentType", contentType, `one of ${ATTACHMENT_TYPES.join(", ")}`, "bad_content_type");
}

/** @throws InvalidValue naming what is wrong with a file, or that the order has too many */
export function checkFile(work: OrderWork, file: FileFacts): void {
  checkRoom("attachment", work.attachments.length, MAX_ATTACHMENTS);
  checkFileHeader(file);
  checkNumber("bytes", file.bytes, { above: 0, atMost: MAX_ATTACHMENT_BYTES });
  if (!SHA256.test(file.sha256)) throw new InvalidValue("sha256", file.sha256, "64 lower-case hexadecimal digits");
}
