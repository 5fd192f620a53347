import { type Acquisition, type AssetConfig, BYTES_PER_SAMPLE, type ChannelFeatures, type FeatureVector, InvalidValue } from "@phm/domain";
import { decodeSamples } from "@phm/dsp";
import { channelFeatures } from "./manipulate/channel-features.js";

/** Version of the feature definitions made here. A definition never changes under the same version. */
export const FEATURE_SET = "core-v1";

/** Data manipulation: an acquisition in, the same in engineering terms out. Stateless and deterministic to the bit. */
export interface Manipulator {
  /**
   * @param config of the acquisition's asset; only its supply frequency is used
   * @throws InvalidValue when the sample rate is not above 0, a channel holds another number of samples than stated, or a sample is not finite
   */
  manipulate(acquisition: Acquisition, config: AssetConfig): FeatureVector;
}

export function createManipulator(): Manipulator {
  return { manipulate };
}

function manipulate(acquisition: Acquisition, config: AssetConfig): FeatureVector {
  const { ref, id, timeBase, startTimeNs, sampleRateHz, speedRpm, loadN } = acquisition;
  if (!(sampleRateHz > 0 && Number.isFinite(sampleRateHz))) {
    throw new InvalidValue("sampleRateHz", sampleRateHz, "a finite number above 0", "bad_sample_rate");
  }
  return {
    ref,
    acquisition: id,
    timeBase,
    startTimeNs,
    featureSet: FEATURE_SET,
    ...(speedRpm === undefined ? {} : { speedRpm }),
    ...(loadN === undefined ? {} : { loadN }),
    channels: acquisition.channels.map((_, index) => featuresOf(acquisition, index, config)),
    acrossChannels: {},
  };
}

function featuresOf(acquisition: Acquisition, index: number, config: AssetConfig): ChannelFeatures {
  const channel = acquisition.channels[index]!;
  const expectedBytes = acquisition.samples * BYTES_PER_SAMPLE[channel.encoding];
  if (acquisition.samples < 1 || channel.data.byteLength !== expectedBytes) {
    const limit = `${expectedBytes} bytes for ${acquisition.samples} samples, of which there must be at least one`;
    throw new InvalidValue(`channels[${index}].data`, `${channel.data.byteLength} bytes`, limit, "wrong_sample_count");
  }
  const samples = decodeSamples(channel.data, channel.encoding, channel.scale);
  const { point, quantity, unit } = channel;
  return {
    point,
    quantity,
    unit,
    ...channelFeatures({ samples, sampleRateHz: acquisition.sampleRateHz, quantity, unit }, config.supplyHz),
  };
}
