import { create } from "@bufbuild/protobuf";
import {
  type BearingDesignLife,
  type DesignLife,
  type DesignLifeFigures,
  type DesignLifeInput,
  type DesignLifeInputs,
  InvalidValue,
  type SourcedFigure,
} from "@phm/domain";
import * as wire from "../gen/phm/asset/v1/design_life_pb.js";
import { assetRefFromWire, assetRefToWire } from "./asset-codec.js";
import { enumCodec } from "./enum-codec.js";
import { present } from "./optional-fields.js";

const inputCodec = enumCodec<DesignLifeInput, wire.DesignLifeInput>({
  dynamicLoadRatingKn: wire.DesignLifeInput.DYNAMIC_LOAD_RATING,
  fatigueExponent: wire.DesignLifeInput.FATIGUE_EXPONENT,
  equivalentLoadN: wire.DesignLifeInput.EQUIVALENT_LOAD,
  ratedSpeedRpm: wire.DesignLifeInput.RATED_SPEED,
  commissionedAtNs: wire.DesignLifeInput.COMMISSIONED_AT,
});

const sourced = (figure: wire.SourcedFigure | undefined): SourcedFigure | undefined =>
  figure && { value: figure.value, source: figure.source };

function inputsFromWire(message: wire.DesignLifeInputs | undefined): DesignLifeInputs {
  return present({
    dynamicLoadRatingKn: sourced(message?.dynamicLoadRatingKn),
    fatigueExponent: sourced(message?.fatigueExponent),
    equivalentLoadN: sourced(message?.equivalentLoadN),
    ratedSpeedRpm: sourced(message?.ratedSpeedRpm),
    usedHours: sourced(message?.usedHours),
  });
}

function figuresFromWire(message: wire.DesignLifeFigures): DesignLifeFigures {
  const { ratingLifeHours, usedHours, usedRatio, survivalProbability } = message;
  return { ratingLifeHours, usedHours, usedRatio, survivalProbability };
}

function bearingToWire({ missing, elements, inputs, ...bearing }: BearingDesignLife): wire.BearingDesignLife {
  return create(wire.BearingDesignLifeSchema, {
    ...bearing,
    elements: [...elements],
    inputs: create(wire.DesignLifeInputsSchema, { ...inputs }),
    missing: missing.map(inputCodec.toWire),
  });
}

function bearingFromWire(message: wire.BearingDesignLife): BearingDesignLife {
  const { field, elements, designation, figures, statementEn, statementZh } = message;
  return {
    ...{ field, elements, statementEn, statementZh },
    inputs: inputsFromWire(message.inputs),
    missing: message.missing.map((input, i) => inputCodec.fromWire(input, `missing[${i}]`)),
    ...present({ designation, figures: figures && figuresFromWire(figures) }),
  };
}

export function designLifeToWire({ ref, bearings, ...life }: DesignLife): wire.DesignLife {
  return create(wire.DesignLifeSchema, { ...life, ref: assetRefToWire(ref), bearings: bearings.map(bearingToWire) });
}

/** @throws InvalidValue naming the field that is missing or unknown */
export function designLifeFromWire(message: wire.DesignLife | undefined): DesignLife {
  if (!message) throw new InvalidValue("designLife", undefined, "present");
  const { ref, asOfNs, commissionedAtNs, bearings } = message;
  return { ref: assetRefFromWire(ref), asOfNs, bearings: bearings.map(bearingFromWire), ...present({ commissionedAtNs }) };
}
