import { create } from "@bufbuild/protobuf";
import {
  acquisitionId,
  type ChannelFeatures,
  type ChannelSpectrum,
  type FeatureVector,
  InvalidValue,
  pointId,
  type SensorFaultKind,
  type SpectrumKind,
} from "@phm/domain";
import * as wire from "../gen/phm/features/v1/features_pb.js";
import { timeBaseCodec } from "./acquisition-codec.js";
import { assetRefFromWire, assetRefToWire, quantityCodec, unitCodec } from "./asset-codec.js";
import { enumCodec } from "./enum-codec.js";
import { float32Bytes, float32Values } from "./float32-bytes.js";
import { present } from "./optional-fields.js";

const sensorFaultCodec = enumCodec<SensorFaultKind, wire.SensorFaultKind>({
  clipping: wire.SensorFaultKind.CLIPPING,
  flat_line: wire.SensorFaultKind.FLAT_LINE,
  dropout: wire.SensorFaultKind.DROPOUT,
  dc_drift: wire.SensorFaultKind.DC_DRIFT,
  implausible_level: wire.SensorFaultKind.IMPLAUSIBLE_LEVEL,
  ski_slope: wire.SensorFaultKind.SKI_SLOPE,
  missing_channel: wire.SensorFaultKind.MISSING_CHANNEL,
  clock_offset: wire.SensorFaultKind.CLOCK_OFFSET,
  sensitivity_step: wire.SensorFaultKind.SENSITIVITY_STEP,
});

export const spectrumKindCodec = enumCodec<SpectrumKind, wire.SpectrumKind>({
  direct: wire.SpectrumKind.DIRECT,
  envelope: wire.SpectrumKind.ENVELOPE,
  whitened_envelope: wire.SpectrumKind.WHITENED_ENVELOPE,
});

const BYTES_PER_LINE = 4;

export function spectrumToWire({ kind, lowHz, highHz, resolutionHz, amplitude }: ChannelSpectrum): wire.ChannelSpectrum {
  return create(wire.ChannelSpectrumSchema, {
    kind: spectrumKindCodec.toWire(kind),
    lowHz,
    highHz,
    resolutionHz,
    amplitude: float32Bytes(amplitude),
  });
}

/** @throws InvalidValue when the amplitudes are not whole 32-bit values */
function spectrumFromWire(message: wire.ChannelSpectrum, field: string): ChannelSpectrum {
  const { lowHz, highHz, resolutionHz, amplitude } = message;
  if (amplitude.byteLength % BYTES_PER_LINE !== 0) {
    throw new InvalidValue(`${field}.amplitude`, `${amplitude.byteLength} bytes`, `a multiple of ${BYTES_PER_LINE} bytes`, "bad_spectrum");
  }
  return {
    kind: spectrumKindCodec.fromWire(message.kind, `${field}.kind`),
    lowHz,
    highHz,
    resolutionHz,
    amplitude: float32Values(amplitude),
  };
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
    spectra: channel.spectra.map(spectrumToWire),
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
    spectra: message.spectra.map((spectrum, i) => spectrumFromWire(spectrum, `${field}.spectra[${i}]`)),
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
    acrossChannels: { ...features.acrossChannels },
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
    acrossChannels: { ...message.acrossChannels },
    ...present({ speedRpm: message.speedRpm, loadN: message.loadN }),
  };
}
