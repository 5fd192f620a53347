import type { InspectionCode } from "./inspection-code.js";
import type { InspectionAnswer, InspectionGrade } from "./inspection-form.js";
import { InvalidValue } from "./invalid-value.js";
import type { OrderRole } from "./order-command.js";
import type { TimeNs } from "./time.js";

/** What an inspector has noted at a point, as the phone says it. */
export interface InspectionEntry {
  /** Made by the phone, once: by it a repetition is known. */
  readonly id: string;
  readonly round: string;
  readonly point: InspectionCode;
  /** Revision of the standard that the phone has shown. */
  readonly standardVersion: number;
  readonly answer: InspectionAnswer;
  readonly note: string;
  /** Hashes of photos; they may arrive before or after. */
  readonly photos: readonly string[];
  /** A person's id, and as what he inspected. */
  readonly actor: string;
  readonly role: OrderRole;
  /** When, by the phone's clock. */
  readonly phoneNs: TimeNs;
}

/** An entry as it is on record. */
export interface InspectionRecord extends InspectionEntry {
  /** When it was taken, the error of the phone's clock taken out. */
  readonly takenNs: TimeNs;
  readonly receivedNs: TimeNs;
  /** By the standard; a stated judgement where there is nothing to measure. */
  readonly grade: InspectionGrade;
}

const MAX_ID = 64;
const MAX_ACTOR = 100;
const MAX_TEXT = 1_000;
const MAX_PHOTOS = 10;
const ID = /^[A-Za-z0-9_-]+$/;
const SHA256 = /^[0-9a-f]{64}$/;

/** Checks all that can be said without its round and standard. @throws InvalidValue for the first rule that is broken */
export function checkInspectionEntry({ id, actor, role, note, photos, answer, standardVersion, phoneNs }: InspectionEntry): void {
  if (!ID.test(id) || id.length > MAX_ID) throw new InvalidValue("id", id, `1 to ${MAX_ID} letters, digits, - and _, such as a UUIDv7`);
  if (actor.trim() === "" || actor.length > MAX_ACTOR) throw new InvalidValue("actor", actor, `1 to ${MAX_ACTOR} characters`);
  if (role === "viewer") throw new InvalidValue("role", role, "technician, planner or admin", "unknown_word");
  if (note.length > MAX_TEXT) throw new InvalidValue("note", note, `at most ${MAX_TEXT} characters`);
  if (photos.length > MAX_PHOTOS) throw new InvalidValue("photos", photos.length, `at most ${MAX_PHOTOS} photos`, "out_of_range");
  for (const [i, sha256] of photos.entries()) checkPhotoHash(sha256, `photos[${i}]`);
  if (!Number.isSafeInteger(standardVersion) || standardVersion < 1)
    throw new InvalidValue("standardVersion", standardVersion, "the version of the standard that was shown, at least 1");
  if (phoneNs <= 0n) throw new InvalidValue("takenNs", phoneNs, "a time after 1970", "bad_time");
  checkAnswer(answer, photos);
}

/** @throws InvalidValue unless it is a hash as photos are known by */
export function checkPhotoHash(sha256: string, field = "sha256"): void {
  if (!SHA256.test(sha256)) throw new InvalidValue(field, sha256, "64 lower-case hexadecimal digits");
}

function checkAnswer(answer: InspectionAnswer, photos: readonly string[]): void {
  if (answer.kind === "photo" && photos.length === 0)
    throw new InvalidValue("photos", 0, "at least one photo, as the item asks for it", "out_of_range");
  if (!("text" in answer)) return;
  if (answer.text.length > MAX_TEXT) throw new InvalidValue("answer.text", answer.text, `at most ${MAX_TEXT} characters`);
  const mustSay = answer.kind === "skipped" || (answer.kind === "judgement" && answer.grade !== "ok");
  if (mustSay && answer.text.trim() === "") throw new InvalidValue("answer.text", answer.text, "words that say why");
}
