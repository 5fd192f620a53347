import { create } from "@bufbuild/protobuf";
import {
  type Acquisition,
  type AcquisitionChannel,
  acquisitionId,
  type Durability,
  pointId,
  type SampleEncoding,
  type TimeBase,
} from "@phm/domain";
import * as wire from "../gen/phm/acquisition/v1/acquisition_pb.js";
import { assetRefFromWire, assetRefToWire, quantityCodec, unitCodec } from "./asset-codec.js";
import { enumCodec } from "./enum-codec.js";
import { present } from "./optional-fields.js";

const encodingCodec = enumCodec<SampleEncoding, wire.SampleEncoding>({
  i16le: wire.SampleEncoding.I16LE,
  f32le: wire.SampleEncoding.F32LE,
});

export const timeBaseCodec = enumCodec<TimeBase, wire.TimeBase>({ live: wire.TimeBase.LIVE, recorded: wire.TimeBase.RECORDED });

export const durabilityCodec = enumCodec<Durability, wire.Durability>({
  memory: wire.Durability.MEMORY,
  fsync: wire.Durability.FSYNC,
  replicated: wire.Durability.REPLICATED,
  database: wire.Durability.DATABASE,
});

function channelToWire(channel: AcquisitionChannel): wire.AcquisitionChannel {
  return create(wire.AcquisitionChannelSchema, {
    point: channel.point,
    quantity: quantityCodec.toWire(channel.quantity),
    unit: unitCodec.toWire(channel.unit),
    encoding: encodingCodec.toWire(channel.encoding),
    scale: channel.scale,
    data: channel.data as Uint8Array<ArrayBuffer>,
  });
}

function channelFromWire(message: wire.AcquisitionChannel, index: number): AcquisitionChannel {
  const field = `channels[${index}]`;
  return {
    point: pointId(message.point, `${field}.point`),
    quantity: quantityCodec.fromWire(message.quantity, `${field}.quantity`),
    unit: unitCodec.fromWire(message.unit, `${field}.unit`),
    encoding: encodingCodec.fromWire(message.encoding, `${field}.encoding`),
    scale: message.scale,
    data: message.data,
  };
}

export function acquisitionToWire(acquisition: Acquisition): wire.Acquisition {
  return create(wire.AcquisitionSchema, {
    ref: assetRefToWire(acquisition.ref),
    id: acquisition.id,
    timeBase: timeBaseCodec.toWire(acquisition.timeBase),
    startTimeNs: acquisition.startTimeNs,
    sampleRateHz: acquisition.sampleRateHz,
    samples: acquisition.samples,
    channels: acquisition.channels.map(channelToWire),
    ...present({ speedRpm: acquisition.speedRpm, loadN: acquisition.loadN, clockOffsetNs: acquisition.clockOffsetNs }),
  });
}

/** Reads the message without judging it: whether counts, rates and units fit is for ingest to say. */
export function acquisitionFromWire(message: wire.Acquisition): Acquisition {
  return {
    ref: assetRefFromWire(message.ref),
    id: acquisitionId(message.id, "id"),
    timeBase: timeBaseCodec.fromWire(message.timeBase, "timeBase"),
    startTimeNs: message.startTimeNs,
    sampleRateHz: message.sampleRateHz,
    samples: message.samples,
    channels: message.channels.map(channelFromWire),
    ...present({ speedRpm: message.speedRpm, loadN: message.loadN, clockOffsetNs: message.clockOffsetNs }),
  };
}
