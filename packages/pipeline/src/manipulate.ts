import { type Acquisition, type AssetConfig, BYTES_PER_SAMPLE, type ChannelFeatures, type FeatureVector, InvalidValue } from "@phm/domain";
import { decodeSamples, ScratchBuffer } from "@phm/dsp";
import { clockFault } from "./clock-fault.js";
import { acrossChannels } from "./manipulate/across-channels.js";
import { channelFeatures } from "./manipulate/channel-features.js";

/** Version of the feature definitions made here. A definition never changes under the same version. */
export const FEATURE_SET = "core-v2";

/** Samples of the channel in hand. Megabytes a second of short-lived arrays would keep the garbage collector busier than the transforms. */
const decoded = new ScratchBuffer();

/** Data manipulation: an acquisition in, the same in engineering terms out. Stateless and deterministic to the bit. */
export interface Manipulator {
  /**
   * @param config of the acquisition's asset; only its supply frequency, pole pairs and the order of its points are used
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
  const channels = acquisition.channels.map((_, index) => featuresOf(acquisition, index, config));
  return {
    ref,
    acquisition: id,
    timeBase,
    startTimeNs,
    featureSet: FEATURE_SET,
    ...(speedRpm === undefined ? {} : { speedRpm }),
    ...(loadN === undefined ? {} : { loadN }),
    channels: withClockFault(channels, acquisition),
    acrossChannels: acrossChannels(acquisition, config, channels),
  };
}

/** A wrong clock is the sender's, so it shows on each of its channels. */
function withClockFault(channels: readonly ChannelFeatures[], acquisition: Acquisition): readonly ChannelFeatures[] {
  const fault = clockFault(acquisition);
  return fault === null ? channels : channels.map((channel) => ({ ...channel, sensorFaults: [...channel.sensorFaults, fault] }));
}

function featuresOf(acquisition: Acquisition, index: number, config: AssetConfig): ChannelFeatures {
  const channel = acquisition.channels[index]!;
  const expectedBytes = acquisition.samples * BYTES_PER_SAMPLE[channel.encoding];
  if (acquisition.samples < 1 || channel.data.byteLength !== expectedBytes) {
    const limit = `${expectedBytes} bytes for ${acquisition.samples} samples, of which there must be at least one`;
    throw new InvalidValue(`channels[${index}].data`, `${channel.data.byteLength} bytes`, limit, "wrong_sample_count");
  }
  const samples = decodeSamples(channel.data, channel.encoding, channel.scale, decoded.take(acquisition.samples));
  const { point, quantity, unit } = channel;
  return {
    point,
    quantity,
    unit,
    ...channelFeatures(
      { samples, sampleRateHz: acquisition.sampleRateHz, quantity, unit },
      { supplyHz: config.supplyHz, polePairs: config.polePairs, speedRpm: acquisition.speedRpm },
    ),
  };
}
