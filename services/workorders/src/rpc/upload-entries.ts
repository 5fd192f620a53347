import { create } from "@bufbuild/protobuf";
import {
  EntryOutcome,
  type EntryReportMessage,
  EntryReportSchema,
  type InspectionService,
  inspectionEntryFromWire,
  inspectionGradeCodec,
} from "@phm/contracts";
import { type InspectionEntry, InvalidValue, secondsBetween } from "@phm/domain";
import { type MethodHandler, ServiceError } from "@phm/service-kit";
import type { InspectionParts } from "../inspection/open-inspection.js";
import type { EntryResult } from "../inspection/take-entries.js";
import { sitePlace } from "./site-place.js";

type UploadEntries = MethodHandler<(typeof InspectionService)["method"]["uploadEntries"]>;

const MAX_ENTRIES = 500;
const OUTCOMES = { taken: EntryOutcome.TAKEN, repeated: EntryOutcome.REPEATED, contradicts: EntryOutcome.CONTRADICTS };

export function uploadEntries({ entries, photos, rounds }: Pick<InspectionParts, "entries" | "photos" | "rounds">): UploadEntries {
  return async (request) => {
    const { sentNs, entries: messages } = request;
    const place = sitePlace(request);
    checkUpload(sentNs, messages.length);
    const clock = { sentNs, receivedNs: rounds.nowNs() };
    const read = messages.map(readEntry);
    const readable = read.filter((each): each is InspectionEntry => !isResult(each));
    const taken = await entries.take(place, readable, clock);
    const results = read.map((each) => (isResult(each) ? each : (taken[readable.indexOf(each)] as EntryResult)));
    const missing = await photos.missing(place.organisation, hashesOf(readable, taken));
    const reports = results.map((result, i) => {
      const { id = "", photos: named = [] } = messages[i] ?? {};
      return reportOf(
        id,
        result,
        named.filter((sha256) => missing.includes(sha256)),
      );
    });
    return { reports, clockOffsetS: secondsBetween(clock.sentNs, clock.receivedNs) };
  };
}

function checkUpload(sentNs: bigint, count: number): void {
  if (sentNs <= 0n) throw new InvalidValue("sentNs", sentNs, "the time of the phone's clock, after 1970", "bad_time");
  if (count < 1 || count > MAX_ENTRIES) throw new InvalidValue("entries", count, `1 to ${MAX_ENTRIES} entries`, "out_of_range");
}

function readEntry(message: Parameters<typeof inspectionEntryFromWire>[0]): InspectionEntry | EntryResult {
  try {
    return inspectionEntryFromWire(message);
  } catch (error) {
    return { outcome: "refused", error };
  }
}

function isResult(each: InspectionEntry | EntryResult): each is EntryResult {
  return "outcome" in each;
}

/** Of what is on record: what was refused may name anything. */
function hashesOf(entries: readonly InspectionEntry[], results: readonly EntryResult[]): string[] {
  return entries.flatMap(({ photos }, i) => (results[i]?.outcome === "refused" ? [] : photos));
}

function reportOf(id: string, result: EntryResult, missingPhotos: string[]): EntryReportMessage {
  if (result.outcome !== "refused") {
    return create(EntryReportSchema, {
      ...{ id, outcome: OUTCOMES[result.outcome], grade: inspectionGradeCodec.toWire(result.grade), missingPhotos },
    });
  }
  const { field, value, limit, reason, message, retryable } = ServiceError.from(result.error);
  return create(EntryReportSchema, {
    ...{
      id,
      outcome: EntryOutcome.REFUSED,
      field: field ?? "",
      value: value ?? "",
      limit: limit ?? message,
      reason: reason ?? "",
      retryable,
    },
  });
}
