import { create } from "@bufbuild/protobuf";
import { pointId, type Reading } from "@phm/domain";
import * as wire from "../gen/phm/reading/v1/reading_pb.js";
import { assetRefFromWire, assetRefToWire } from "./asset-codec.js";

export function readingToWire(reading: Reading): wire.Reading {
  const { point, timeNs, value, unit } = reading;
  return create(wire.ReadingSchema, { ref: assetRefToWire(reading.ref), point, timeNs, value, unit });
}

export function readingFromWire(message: wire.Reading): Reading {
  return {
    ref: assetRefFromWire(message.ref),
    point: pointId(message.point),
    timeNs: message.timeNs,
    value: message.value,
    unit: message.unit,
  };
}
