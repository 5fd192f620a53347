import { create } from "@bufbuild/protobuf";
import type { Bearing } from "@phm/domain";
import * as wire from "../gen/phm/asset/v1/asset_pb.js";
import { present } from "./optional-fields.js";

export function bearingToWire(bearing: Bearing): wire.Bearing {
  return create(wire.BearingSchema, {
    ...present({ designation: bearing.designation, geometry: bearing.geometry, orders: bearing.orders }),
  });
}

export function bearingFromWire(message: wire.Bearing): Bearing {
  const { designation, geometry, orders } = message;
  return present({
    designation,
    geometry: geometry && {
      ballDiameterMm: geometry.ballDiameterMm,
      pitchDiameterMm: geometry.pitchDiameterMm,
      balls: geometry.balls,
      contactAngleDeg: geometry.contactAngleDeg,
    },
    orders: orders && { bpfo: orders.bpfo, bpfi: orders.bpfi, bsf: orders.bsf, ftf: orders.ftf },
  });
}
