import {
  addSeconds,
  formatTimeNs,
  type InspectionEntry,
  type InspectionRecord,
  type InspectionRound,
  InvalidValue,
  type RoundItem,
  type TimeNs,
} from "@phm/domain";

/** When an upload was sent by the phone's clock, and when it came by ours. */
export interface UploadClock {
  readonly sentNs: TimeNs;
  readonly receivedNs: TimeNs;
}

/** Less than this is the way of the message, not an error of the clock. */
const LATENCY_NS = 30_000_000_000n;
/** A reading may be so far ahead of our clock: two clocks never agree. */
const MAX_AHEAD_S = 5 * 60;
/** An inspector may set out so much early. */
const MAX_EARLY_S = 60 * 60;
/** What contradicts itself more often is no inspection. */
const MAX_RECORDS = 20;

/**
 * When an entry was taken, by our clock.
 * @throws InvalidValue for one that is more than 5 minutes in the future although the error of the phone's clock is taken out
 */
export function takenNs({ phoneNs }: Pick<InspectionEntry, "phoneNs">, { sentNs, receivedNs }: UploadClock): TimeNs {
  const offset = receivedNs - sentNs;
  const isError = offset > LATENCY_NS || offset < -LATENCY_NS;
  const atNs = phoneNs + (isError ? offset : 0n);
  if (atNs <= addSeconds(receivedNs, MAX_AHEAD_S)) return atNs;
  const limit = `at most 5 minutes after ${formatTimeNs(receivedNs)}, when it came`;
  throw new InvalidValue("takenNs", formatTimeNs(atNs), limit, "time_in_future");
}

/**
 * The round with a record. The same id with the same content again changes nothing, whatever the rest of its upload. The result does not
 * depend on the order in which records come.
 * @throws InvalidValue for a point that is not on the round, a time before the round, an id with other content, and one record too many
 */
export function takeRecord(round: InspectionRound, record: InspectionRecord): InspectionRound {
  const item = round.items.find(({ point }) => point === record.point);
  if (!item) {
    const points = round.items.map(({ point }) => point).join(", ");
    throw new InvalidValue("point", record.point, `a point of round ${round.id}: ${points.slice(0, 300)}`, "not_on_round");
  }
  if (isRepeated(round, record)) return round;
  const earliestNs = addSeconds(round.startNs, -MAX_EARLY_S);
  if (record.takenNs < earliestNs)
    throw new InvalidValue(
      "takenNs",
      formatTimeNs(record.takenNs),
      `at or after ${formatTimeNs(earliestNs)}, an hour before the round`,
      "too_early",
    );
  if (item.records.length >= MAX_RECORDS)
    throw new InvalidValue("point", record.point, `noted at most ${MAX_RECORDS} times on a round`, "too_many");
  return { ...round, items: round.items.map((each) => (each === item ? withRecord(item, record) : each)) };
}

function isRepeated({ items }: InspectionRound, record: InspectionRecord): boolean {
  const known = items.flatMap(({ records }) => records).find(({ id }) => id === record.id);
  if (!known) return false;
  if (contentOf(known) === contentOf(record)) return true;
  throw new InvalidValue("id", record.id, `new, as it stands for other content at ${known.point}`, "id_taken");
}

function withRecord(item: RoundItem, record: InspectionRecord): RoundItem {
  return { ...item, records: [...item.records, record].sort(byTime) };
}

function byTime(a: InspectionRecord, b: InspectionRecord): number {
  if (a.takenNs !== b.takenNs) return a.takenNs < b.takenNs ? -1 : 1;
  return a.id < b.id ? -1 : 1;
}

/** What the phone said, as one text. */
function contentOf({ round, point, standardVersion, answer, note, photos, actor, role, phoneNs }: InspectionEntry): string {
  const fields = Object.entries(answer).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([round, point, standardVersion, fields, note, photos, actor, role, String(phoneNs)]);
}
