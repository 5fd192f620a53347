import { create, type MessageInitShape } from "@bufbuild/protobuf";
import {
  assetRef,
  checkInspectionStandard,
  type FindingTier,
  type InspectionForm,
  type InspectionStandard,
  InvalidValue,
  inspectionCode,
} from "@phm/domain";
import * as wire from "../gen/phm/inspection/v1/inspection_pb.js";
import { tierCodec } from "./advisory-codec.js";
import {
  dutyFromWire,
  dutyToWire,
  inspectedStateCodec,
  inspectionGradeCodec,
  judgedGradeFromWire,
  periodUnitCodec,
} from "./inspection-words-codec.js";
import { present } from "./optional-fields.js";
import { modeOrNoneFromWire, modeOrNoneToWire } from "./verdict-codec.js";

type WireForm = MessageInitShape<typeof wire.InspectionStandardSchema>["form"];

export function inspectionStandardToWire(standard: InspectionStandard): wire.InspectionStandard {
  const { ref, name, place, method, form, period, duty, machineState, failureMode, tier, warningsToFail, ...rest } = standard;
  return create(wire.InspectionStandardSchema, {
    ...{
      ...rest,
      ...ref,
      nameEn: name.en,
      nameZh: name.zh,
      placeEn: place.en,
      placeZh: place.zh,
      methodEn: method.en,
      methodZh: method.zh,
    },
    ...{ form: formToWire(form), period: period.every, periodUnit: periodUnitCodec.toWire(period.unit), duty: dutyToWire(duty) },
    ...{ machineState: inspectedStateCodec.toWire(machineState), failureMode: modeOrNoneToWire(failureMode), tier: tierCodec.toWire(tier) },
    ...present({ warningsToFail }),
  });
}

/** @throws InvalidValue naming the field that breaks a rule */
export function inspectionStandardFromWire(message: wire.InspectionStandard | undefined): InspectionStandard {
  if (!message) throw new InvalidValue("standard", undefined, "present");
  const { organisation, site, asset, component, reference, warningsToFail } = message;
  const failureMode = modeOrNoneFromWire(message.failureMode, "failureMode");
  const standard: InspectionStandard = {
    ...{ code: inspectionCode(message.code), ref: assetRef(organisation, site, asset), component, reference },
    name: { en: message.nameEn, zh: message.nameZh },
    place: { en: message.placeEn, zh: message.placeZh },
    method: { en: message.methodEn, zh: message.methodZh },
    form: formFromWire(message.form),
    period: { every: message.period, unit: periodUnitCodec.fromWire(message.periodUnit, "period.unit") },
    duty: dutyFromWire(message.duty),
    machineState: inspectedStateCodec.fromWire(message.machineState, "machineState"),
    tier: findingTierFromWire(message.tier),
    ...present({ failureMode, warningsToFail }),
  };
  checkInspectionStandard(standard);
  return standard;
}

/** @throws InvalidValue for a tier that opens no order */
function findingTierFromWire(tier: wire.InspectionStandard["tier"]): FindingTier {
  const word = tierCodec.fromWire(tier, "tier");
  if (word === "watch") throw new InvalidValue("tier", word, "plan or act_now", "unknown_word");
  return word;
}

function formToWire(form: InspectionForm): WireForm {
  switch (form.kind) {
    case "numeric": {
      const { kind, ...facts } = form;
      return { case: kind, value: facts };
    }
    case "choice": {
      const choices = form.choices.map(({ code, name, grade }) => ({
        ...{ code, nameEn: name.en, nameZh: name.zh },
        grade: inspectionGradeCodec.toWire(grade),
      }));
      return { case: form.kind, value: { choices } };
    }
    default:
      return { case: form.kind, value: {} };
  }
}

function formFromWire(form: wire.InspectionStandard["form"]): InspectionForm {
  switch (form.case) {
    case "numeric": {
      const { unit, min, max, failBelow, warnBelow, warnAbove, failAbove } = form.value;
      return { kind: form.case, unit, min, max, ...present({ failBelow, warnBelow, warnAbove, failAbove }) };
    }
    case "choice": {
      const choices = form.value.choices.map(({ code, nameEn, nameZh, grade }, i) => ({
        ...{ code, name: { en: nameEn, zh: nameZh } },
        grade: judgedGradeFromWire(grade, `form.choices[${i}].grade`),
      }));
      return { kind: form.case, choices };
    }
    case undefined:
      throw new InvalidValue("form", undefined, "numeric, choice, photo or judgement");
    default:
      return { kind: form.case };
  }
}
