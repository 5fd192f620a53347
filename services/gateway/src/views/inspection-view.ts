import {
  type ComplianceGroupMessage,
  EntryOutcome,
  type EntryReportMessage,
  inspectionGradeCodec,
  inspectionRecordFromWire,
  inspectionRoundFromWire,
  inspectionRouteFromWire,
  inspectionStandardFromWire,
  itemStateCodec,
  orderRoleCodec,
  type RoundEntryMessage,
  type RouteRevisionMessage,
  roundStateCodec,
  type StandardRevisionMessage,
} from "@phm/contracts";
import { formatTimeNs, type InspectionForm, type InspectionRecord, pointAddress } from "@phm/domain";

type Revised = Pick<StandardRevisionMessage, "withdrawn" | "revision">;

/** A standard as the API shows it, and as it can be put again. */
export function standardView({ standard: message, ...revision }: StandardRevisionMessage) {
  const { code, ref, component, name, place, method, form, period, duty, machineState, failureMode, tier, warningsToFail, reference } =
    inspectionStandardFromWire(message);
  return {
    ...{ code, address: pointAddress({ site: ref.site, code }), asset: ref.asset, component, nameEn: name.en, nameZh: name.zh },
    ...{ placeEn: place.en, placeZh: place.zh, methodEn: method.en, methodZh: method.zh, form: formView(form) },
    period: { every: period.every, unit: period.unit },
    ...{ duty, machineState, failureMode: failureMode ?? null, tier },
    // A count of warnings, without unit.
    warningsToFail: warningsToFail ?? null,
    ...{ reference, ...revisionView(revision) },
  };
}

export function routeView({ route: message, ...revision }: RouteRevisionMessage) {
  const { code, name, points, duty, schedule, expectedMinutes, windowMinutes, graceMinutes } = inspectionRouteFromWire(message);
  return {
    ...{ code, nameEn: name.en, nameZh: name.zh, points, duty, schedule, expectedMinutes, windowMinutes, graceMinutes },
    ...revisionView(revision),
  };
}

export function roundView({ round: message, state, figures }: RoundEntryMessage) {
  const round = inspectionRoundFromWire(message);
  const { $typeName: _, ...counts } = figures ?? { $typeName: "" };
  return {
    ...{ id: round.id, route: round.route, routeNameEn: round.routeName.en, routeNameZh: round.routeName.zh, duty: round.duty },
    ...{ state: roundStateCodec.fromWire(state, "state"), expectedMinutes: round.expectedMinutes, figures: counts },
    ...{ start: formatTimeNs(round.startNs), due: formatTimeNs(round.dueNs), missed: formatTimeNs(round.missedNs) },
    items: round.items.map(({ point, records }, i) => ({
      ...{ point, state: itemStateCodec.fromWire(message?.items[i]?.state ?? 0, "state"), workOrder: message?.items[i]?.workOrder || null },
      records: records.map((record, place) => ({ ...recordView(record), counts: place === 0 })),
    })),
  };
}

export function readingView(message: Parameters<typeof inspectionRecordFromWire>[0]) {
  return recordView(inspectionRecordFromWire(message));
}

export function reportView({ id, outcome, grade, missingPhotos, field, value, limit, reason, retryable }: EntryReportMessage) {
  if (outcome === EntryOutcome.REFUSED) return { id, outcome: "refused", field, value, limit, reason, retryable };
  const word = { [EntryOutcome.REPEATED]: "repeated", [EntryOutcome.CONTRADICTS]: "contradicts" }[outcome as number] ?? "taken";
  return { id, outcome: word, grade: inspectionGradeCodec.fromWire(grade, "grade"), missingPhotos };
}

export function complianceView({ route, role, person, roundCount, dueCount, figures, ...ratios }: ComplianceGroupMessage) {
  const { $typeName: _, ...counts } = figures ?? { $typeName: "" };
  return {
    ...{
      route: route || null,
      role: role === 0 ? null : orderRoleCodec.fromWire(role, "role"),
      person: person || null,
      roundCount,
      dueCount,
      ...counts,
    },
    ...{ complianceRatio: ratios.complianceRatio ?? null, lateRatio: ratios.lateRatio ?? null, missedRatio: ratios.missedRatio ?? null },
  };
}

function recordView({
  id,
  round,
  point,
  standardVersion,
  answer,
  note,
  photos,
  actor,
  role,
  takenNs,
  receivedNs,
  grade,
}: InspectionRecord) {
  return {
    ...{ id, round, point, standard: { version: standardVersion }, answer, grade, note, photos, actor, role },
    ...{ taken: formatTimeNs(takenNs), received: formatTimeNs(receivedNs) },
  };
}

function formView(form: InspectionForm) {
  if (form.kind !== "choice") return form;
  return { kind: form.kind, choices: form.choices.map(({ code, name, grade }) => ({ code, nameEn: name.en, nameZh: name.zh, grade })) };
}

function revisionView({ withdrawn, revision }: Revised) {
  const { version = 0n, author = "", timeNs = 0n, note = "" } = revision ?? {};
  return { withdrawn, version: Number(version), author, changed: formatTimeNs(timeNs), note };
}
