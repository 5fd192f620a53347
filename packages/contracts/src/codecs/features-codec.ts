import { create } from "@bufbuild/protobuf";
import { acquisitionId, type ChannelFeatures, type FeatureVector, pointId, type SensorFaultKind, type Spectrum } from "@phm/domain";
import * as wire from "../gen/phm/features/v1/features_pb.js";
import { timeBaseCodec } from "./acquisition-codec.js";
import { assetRefFromWire, assetRefToWire, quantityCodec, unitCodec } from "./asset-codec.js";
import { enumCodec } from "./enum-codec.js";
import { present } from "./optional-fields.js";

const sensorFaultCodec = enumCodec<SensorFaultKind, wire.SensorFaultKind>({
  clipping: wire.SensorFaultKind.CLIPPING,
  flat_line: wire.SensorFaultKind.FLAT_LINE,
  dropout: wire.SensorFaultKind.DROPOUT,
  dc_drift: wire.SensorFaultKind.DC_DRIFT,
  implausible_level: wire.SensorFaultKind.IMPLAUSIBLE_LEVEL,
});

function spectrumToWire(spectrum: Spectrum): wire.Spectrum {
  return create(wire.SpectrumSchema, { resolutionHz: spectrum.resolutionHz, amplitude: Array.from(spectrum.amplitude) });
}

function spectrumFromWire(message: wire.Spectrum): Spectrum {
  return { resolutionHz: message.resolutionHz, amplitude: Float32Array.from(message.amplitude) };
}

function channelToWire(channel: ChannelFeatures): wire.ChannelFeatures {
  return create(wire.ChannelFeaturesSchema, {
    point: channel.point,
    quantity: quantityCodec.toWire(channel.quantity),
    unit: unitCodec.toWire(channel.unit),
    values: { ...channel.values },
    sensorFaults: channel.sensorFaults.map((fault) => ({
      kind: sensorFaultCodec.toWire(fault.kind),
      value: fault.value,
      limit: fault.limit,
    })),
    ...present({ envelopeSpectrum: channel.envelopeSpectrum && spectrumToWire(channel.envelopeSpectrum) }),
  });
}

function channelFromWire(message: wire.ChannelFeatures, index: number): ChannelFeatures {
  const field = `channels[${index}]`;
  return {
    point: pointId(message.point),
    quantity: quantityCodec.fromWire(message.quantity, `${field}.quantity`),
    unit: unitCodec.fromWire(message.unit, `${field}.unit`),
    values: { ...message.values },
    sensorFaults: message.sensorFaults.map((fault, i) => ({
      kind: sensorFaultCodec.fromWire(fault.kind, `${field}.sensorFaults[${i}].kind`),
      value: fault.value,
      limit: fault.limit,
    })),
    ...present({ envelopeSpectrum: message.envelopeSpectrum && spectrumFromWire(message.envelopeSpectrum) }),
  };
}

export function featureVectorToWire(features: FeatureVector): wire.FeatureVector {
  return create(wire.FeatureVectorSchema, {
    ref: assetRefToWire(features.ref),
    acquisition: features.acquisition,
    timeBase: timeBaseCodec.toWire(features.timeBase),
    startTimeNs: features.startTimeNs,
    featureSet: features.featureSet,
    channels: features.channels.map(channelToWire),
    ...present({ speedRpm: features.speedRpm, loadN: features.loadN }),
  });
}

export function featureVectorFromWire(message: wire.FeatureVector): FeatureVector {
  return {
    ref: assetRefFromWire(message.ref),
    acquisition: acquisitionId(message.acquisition),
    timeBase: timeBaseCodec.fromWire(message.timeBase, "timeBase"),
    startTimeNs: message.startTimeNs,
    featureSet: message.featureSet,
    channels: message.channels.map(channelFromWire),
    ...present({ speedRpm: message.speedRpm, loadN: message.loadN }),
  };
}
