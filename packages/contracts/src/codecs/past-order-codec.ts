import { create } from "@bufbuild/protobuf";
import { FAILURE_CAUSES, FAILURE_MECHANISMS, InvalidValue, type PastOrder, type PastOrderKind } from "@phm/domain";
import * as wire from "../gen/phm/workorder/v1/past_order_pb.js";
import { assetRefFromWire, assetRefToWire } from "./asset-codec.js";
import { enumCodec } from "./enum-codec.js";
import { present } from "./optional-fields.js";
import { codeOf, modeOrNoneFromWire, modeOrNoneToWire } from "./verdict-codec.js";

const pastOrderKindCodec = enumCodec<PastOrderKind, wire.PastOrderKind>({
  corrective: wire.PastOrderKind.CORRECTIVE,
  preventive: wire.PastOrderKind.PREVENTIVE,
  inspection: wire.PastOrderKind.INSPECTION,
});

export function pastOrderToWire({ ref, kind, failureMode, ...order }: PastOrder): wire.PastOrder {
  return create(wire.PastOrderSchema, {
    ...order,
    ref: assetRefToWire(ref),
    kind: kind ? pastOrderKindCodec.toWire(kind) : wire.PastOrderKind.UNSPECIFIED,
    failureMode: modeOrNoneToWire(failureMode),
  });
}

/** @throws InvalidValue naming the field that breaks a rule */
export function pastOrderFromWire(message: wire.PastOrder): PastOrder {
  const { ref, number, kind, title, component, workDone, code, failureMode, mechanism, cause } = message;
  const { reportedNs, startedNs, finishedNs, labourH, downtimeH, cost } = message;
  if (number === "") throw new InvalidValue("number", number, "given");
  return {
    ref: assetRefFromWire(ref),
    ...{ number, title },
    ...present({
      kind: kind === wire.PastOrderKind.UNSPECIFIED ? undefined : pastOrderKindCodec.fromWire(kind, "kind"),
      component: component || undefined,
      workDone: workDone || undefined,
      code: code || undefined,
      failureMode: modeOrNoneFromWire(failureMode, "failureMode"),
      mechanism: codeOf(FAILURE_MECHANISMS, mechanism, "mechanism"),
      cause: codeOf(FAILURE_CAUSES, cause, "cause"),
      ...{ reportedNs, startedNs, finishedNs, labourH, downtimeH, cost },
    }),
  };
}
