import { assetRefFromWire, evidenceReferenceToWire, type RetentionService } from "@phm/contracts";
import type { MethodHandler } from "@phm/service-kit";
import type { PinEvidence } from "../retention/pin-evidence.js";

type ListPins = MethodHandler<(typeof RetentionService)["method"]["listPins"]>;

export function listPins(evidenceOf: PinEvidence): ListPins {
  return async ({ ref, acquisition, record }) => {
    const { pins, settledBeforeNs } = await evidenceOf(assetRefFromWire(ref));
    const wanted = pins.filter((pin) => (!acquisition || pin.acquisition === acquisition) && (!record || pin.record === record));
    return { pins: wanted.map(evidenceReferenceToWire), settledBeforeNs };
  };
}
