import type { InspectedState, InspectionDuty, InspectionGrade, InspectionPeriod, ItemState, JudgedGrade, RoundState } from "@phm/domain";
import { InvalidValue, JUDGED_GRADES } from "@phm/domain";
import * as wire from "../gen/phm/inspection/v1/inspection_pb.js";
import { enumCodec } from "./enum-codec.js";
import { orderRoleCodec } from "./order-command-codec.js";

export const inspectionGradeCodec = enumCodec<InspectionGrade, wire.InspectionGrade>({
  ok: wire.InspectionGrade.OK,
  warn: wire.InspectionGrade.WARN,
  fail: wire.InspectionGrade.FAIL,
  skipped: wire.InspectionGrade.SKIPPED,
});

export const inspectedStateCodec = enumCodec<InspectedState, wire.InspectedState>({
  any: wire.InspectedState.ANY,
  running: wire.InspectedState.RUNNING,
  stopped: wire.InspectedState.STOPPED,
});

export const periodUnitCodec = enumCodec<InspectionPeriod["unit"], wire.PeriodUnit>({
  rounds: wire.PeriodUnit.ROUNDS,
  days: wire.PeriodUnit.DAYS,
});

export const roundStateCodec = enumCodec<RoundState, wire.RoundState>({
  due: wire.RoundState.DUE,
  in_progress: wire.RoundState.IN_PROGRESS,
  done: wire.RoundState.DONE,
  late: wire.RoundState.LATE,
  missed: wire.RoundState.MISSED,
});

export const itemStateCodec = enumCodec<ItemState, wire.ItemState>({
  open: wire.ItemState.OPEN,
  in_time: wire.ItemState.IN_TIME,
  late: wire.ItemState.LATE,
  missed: wire.ItemState.MISSED,
});

/** @throws InvalidValue for a grade that nobody can judge */
export function judgedGradeFromWire(grade: wire.InspectionGrade, field: string): JudgedGrade {
  const word = inspectionGradeCodec.fromWire(grade, field);
  if (JUDGED_GRADES.includes(word as JudgedGrade)) return word as JudgedGrade;
  throw new InvalidValue(field, word, `one of ${JUDGED_GRADES.join(", ")}`, "unknown_grade");
}

export function dutyToWire({ role, person }: InspectionDuty) {
  return { role: orderRoleCodec.toWire(role), person: person ?? "" };
}

export function dutyFromWire(message: wire.InspectionDuty | undefined): InspectionDuty {
  if (!message) throw new InvalidValue("duty", undefined, "present");
  return { role: orderRoleCodec.fromWire(message.role, "duty.role"), ...(message.person === "" ? {} : { person: message.person }) };
}
