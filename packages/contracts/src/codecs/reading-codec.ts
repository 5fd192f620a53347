import { create } from "@bufbuild/protobuf";
import { pointId, type Reading, type ReadingQuality } from "@phm/domain";
import * as wire from "../gen/phm/reading/v1/reading_pb.js";
import { assetRefFromWire, assetRefToWire } from "./asset-codec.js";
import { enumCodec } from "./enum-codec.js";

export const readingQualityCodec = enumCodec<ReadingQuality, wire.ReadingQuality>({
  good: wire.ReadingQuality.GOOD,
  uncertain: wire.ReadingQuality.UNCERTAIN,
  bad: wire.ReadingQuality.BAD,
});

export function readingToWire(reading: Reading): wire.Reading {
  const { point, timeNs, value, unit, quality, qualityReason = "" } = reading;
  return create(wire.ReadingSchema, {
    ref: assetRefToWire(reading.ref),
    ...{ point, timeNs, value, unit, qualityReason },
    ...(quality === undefined ? {} : { quality: readingQualityCodec.toWire(quality) }),
  });
}

export function readingFromWire(message: wire.Reading): Reading {
  const { timeNs, value, unit, quality, qualityReason } = message;
  return {
    ref: assetRefFromWire(message.ref),
    point: pointId(message.point),
    ...{ timeNs, value, unit },
    ...(quality === wire.ReadingQuality.UNSPECIFIED ? {} : { quality: readingQualityCodec.fromWire(quality, "quality") }),
    ...(qualityReason === "" ? {} : { qualityReason }),
  };
}
