import { create } from "@bufbuild/protobuf";
import type { LifeOutcome, LifeShare, ModelOutcome, ModelQuality } from "@phm/domain";
import * as wire from "../gen/phm/prognosis/v1/outcome_pb.js";
import { assetRefFromWire, assetRefToWire } from "./asset-codec.js";
import { present } from "./optional-fields.js";
import { modeOrNoneFromWire, modeOrNoneToWire } from "./verdict-codec.js";

function modelOutcomeToWire({ pinballLn, medianErrorLn, remainingLn, ...counts }: ModelOutcome): wire.ModelOutcome {
  return create(wire.ModelOutcomeSchema, {
    ...counts,
    remainingLn: [...remainingLn],
    ...present({ pinballLn: pinballLn ?? undefined, medianErrorLn: medianErrorLn ?? undefined }),
  });
}

function modelOutcomeFromWire(message: wire.ModelOutcome): ModelOutcome {
  const { model, estimates, covered, pinballLn, medianErrorLn, lowerBounds, lowerBoundsHeld, censored, outlasted, remainingLn } = message;
  const figures = { pinballLn: pinballLn ?? null, medianErrorLn: medianErrorLn ?? null };
  return { model, estimates, covered, ...figures, lowerBounds, lowerBoundsHeld, censored, outlasted, remainingLn };
}

export function lifeOutcomeToWire({ ref, failureMode, byModel, momentsLn, ...life }: LifeOutcome): wire.LifeOutcome {
  return create(wire.LifeOutcomeSchema, {
    ...life,
    ref: assetRefToWire(ref),
    failureMode: modeOrNoneToWire(failureMode),
    byModel: byModel.map(modelOutcomeToWire),
    momentsLn: [...momentsLn],
  });
}

/** @throws InvalidValue naming the field that cannot be read */
export function lifeOutcomeFromWire(message: wire.LifeOutcome): LifeOutcome {
  const { verdictId, lifeStartNs, lifeEndNs, closedNs, censored, momentsLn } = message;
  return {
    ref: assetRefFromWire(message.ref),
    ...{ verdictId, lifeStartNs, lifeEndNs, closedNs, censored, momentsLn },
    byModel: message.byModel.map(modelOutcomeFromWire),
    ...present({ failureMode: modeOrNoneFromWire(message.failureMode, "failureMode") }),
  };
}

function shareFromWire(share: wire.LifeShare | undefined): LifeShare | null {
  return share ? { ratio: share.ratio, low: share.low, high: share.high, lives: share.lives } : null;
}

export function modelQualityToWire({ model, censoredLives, outlastedLives, ...figures }: ModelQuality): wire.ModelQuality {
  const { coverage, boundsHeld, pinballLn, priorPinballLn, medianErrorLn } = figures;
  return create(wire.ModelQualitySchema, {
    ...{ model, censoredLives, outlastedLives },
    ...present({
      coverage: coverage ?? undefined,
      boundsHeld: boundsHeld ?? undefined,
      pinballLn: pinballLn ?? undefined,
      priorPinballLn: priorPinballLn ?? undefined,
      medianErrorLn: medianErrorLn ?? undefined,
    }),
  });
}

export function modelQualityFromWire(message: wire.ModelQuality): ModelQuality {
  const { model, pinballLn, priorPinballLn, medianErrorLn, censoredLives, outlastedLives } = message;
  return {
    model,
    coverage: shareFromWire(message.coverage),
    boundsHeld: shareFromWire(message.boundsHeld),
    pinballLn: pinballLn ?? null,
    priorPinballLn: priorPinballLn ?? null,
    medianErrorLn: medianErrorLn ?? null,
    censoredLives,
    outlastedLives,
  };
}
