import { create, type MessageInitShape } from "@bufbuild/protobuf";
import {
  type InspectionAnswer,
  type InspectionEntry,
  type InspectionRecord,
  type InspectionRound,
  InvalidValue,
  inspectionCode,
  organisationId,
  siteId,
} from "@phm/domain";
import * as wire from "../gen/phm/inspection/v1/inspection_pb.js";
import { dutyFromWire, dutyToWire, inspectionGradeCodec, judgedGradeFromWire } from "./inspection-words-codec.js";
import { orderRoleCodec } from "./order-command-codec.js";

export function inspectionRoundToWire({ items, duty, routeName, ...round }: InspectionRound): wire.InspectionRound {
  return create(wire.InspectionRoundSchema, {
    ...{ ...round, routeVersion: BigInt(round.routeVersion), routeNameEn: routeName.en, routeNameZh: routeName.zh, duty: dutyToWire(duty) },
    items: items.map(({ point, records }) => ({ point, records: records.map(inspectionRecordToWire) })),
  });
}

export function inspectionRoundFromWire(message: wire.InspectionRound | undefined): InspectionRound {
  if (!message) throw new InvalidValue("round", undefined, "present");
  const { id, organisation, site, route, routeVersion, routeNameEn, routeNameZh, duty, expectedMinutes, startNs, dueNs, missedNs } =
    message;
  return {
    ...{ id, organisation: organisationId(organisation), site: siteId(site), route: inspectionCode(route, "route") },
    ...{ routeVersion: Number(routeVersion), routeName: { en: routeNameEn, zh: routeNameZh }, duty: dutyFromWire(duty) },
    ...{ expectedMinutes, startNs, dueNs, missedNs },
    items: message.items.map(({ point, records }) => ({
      point: inspectionCode(point, "point"),
      records: records.map(inspectionRecordFromWire),
    })),
  };
}

export function inspectionRecordToWire({ takenNs, receivedNs, grade, ...entry }: InspectionRecord): wire.InspectionRecord {
  return create(wire.InspectionRecordSchema, {
    ...{ entry: inspectionEntryToWire(entry), takenNs, receivedNs, grade: inspectionGradeCodec.toWire(grade) },
  });
}

export function inspectionRecordFromWire({ entry, takenNs, receivedNs, grade }: wire.InspectionRecord): InspectionRecord {
  return { ...inspectionEntryFromWire(entry), takenNs, receivedNs, grade: inspectionGradeCodec.fromWire(grade, "grade") };
}

export function inspectionEntryToWire({ answer, standardVersion, role, photos, ...entry }: InspectionEntry): wire.InspectionEntry {
  return create(wire.InspectionEntrySchema, {
    ...{ ...entry, photos: [...photos], standardVersion: BigInt(standardVersion), role: orderRoleCodec.toWire(role) },
    answer: answerToWire(answer),
  });
}

/** @throws InvalidValue naming the field that cannot be read; what an entry says is checked by `checkInspectionEntry` */
export function inspectionEntryFromWire(message: wire.InspectionEntry | undefined): InspectionEntry {
  if (!message) throw new InvalidValue("entry", undefined, "present");
  const { id, round, point, standardVersion, answer, note, photos, actor, role, phoneNs } = message;
  return {
    ...{ id, round, point: inspectionCode(point, "point"), standardVersion: Number(standardVersion), answer: answerFromWire(answer) },
    ...{ note, photos, actor, role: orderRoleCodec.fromWire(role, "role"), phoneNs },
  };
}

type WireAnswer = MessageInitShape<typeof wire.InspectionEntrySchema>["answer"];

function answerToWire(answer: InspectionAnswer): WireAnswer {
  switch (answer.kind) {
    case "numeric":
      return { case: "numeric", value: { value: answer.value, unit: answer.unit } };
    case "choice":
      return { case: "choice", value: answer.choice };
    case "skipped":
      return { case: "skipped", value: { text: answer.text } };
    default:
      return { case: answer.kind, value: { grade: inspectionGradeCodec.toWire(answer.grade), text: answer.text } };
  }
}

function answerFromWire(answer: wire.InspectionEntry["answer"]): InspectionAnswer {
  switch (answer.case) {
    case "numeric":
      return { kind: answer.case, value: answer.value.value, unit: answer.value.unit };
    case "choice":
      return { kind: answer.case, choice: answer.value };
    case "skipped":
      return { kind: answer.case, text: answer.value.text };
    case undefined:
      throw new InvalidValue("answer", undefined, "numeric, choice, photo, judgement or skipped");
    default:
      return { kind: answer.case, grade: judgedGradeFromWire(answer.value.grade, "answer.grade"), text: answer.value.text };
  }
}
