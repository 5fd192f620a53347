import { create } from "@bufbuild/protobuf";
import { InvalidValue, pointId, type Suppression } from "@phm/domain";
import * as wire from "../gen/phm/workorder/v1/suppression_pb.js";
import { assetRefFromWire, assetRefToWire } from "./asset-codec.js";
import { failureModeCodec } from "./health-codec.js";

export function suppressionToWire({ ref, point, failureMode, lifted, ...plain }: Suppression): wire.Suppression {
  return create(wire.SuppressionSchema, {
    ...plain,
    ref: assetRefToWire(ref),
    point: point ?? "",
    failureMode: failureModeCodec.toWire(failureMode),
    ...(lifted ? { lifted: create(wire.SuppressionLiftSchema, lifted) } : {}),
  });
}

/** @throws InvalidValue naming the field that is not of the contract */
export function suppressionFromWire(message: wire.Suppression | undefined): Suppression {
  if (!message) throw new InvalidValue("suppression", undefined, "present");
  const { id, ref, point, failureMode, reason, actor, sinceNs, untilNs, lifted } = message;
  return {
    ...{ id, reason, actor, sinceNs, untilNs },
    ref: assetRefFromWire(ref),
    ...(point ? { point: pointId(point) } : {}),
    failureMode: failureModeCodec.fromWire(failureMode, "failureMode"),
    ...(lifted ? { lifted: { actor: lifted.actor, timeNs: lifted.timeNs, reason: lifted.reason } } : {}),
  };
}
