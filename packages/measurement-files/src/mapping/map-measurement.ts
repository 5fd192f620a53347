import {
  type Acquisition,
  type AcquisitionChannel,
  type AssetRef,
  acquisitionId,
  BYTES_PER_SAMPLE,
  parseUnit,
  pointId,
  type TimeNs,
} from "@phm/domain";
import type { MeasuredChannel, Measurement } from "../measurement.js";
import { MeasurementFileError } from "../measurement-file-error.js";
import type { ChannelMapping, MeasurementMapping } from "./measurement-mapping.js";
import { sampleRateFromTimes } from "./sample-rate.js";

/** Which machine a file is of, and when it was taken. */
export interface MeasurementPlace {
  readonly ref: AssetRef;
  readonly startTimeNs: TimeNs;
}

/**
 * The acquisition in a file: the mapped channels, each times its factor, as float32. Channels that are not mapped are left out.
 * @throws MeasurementFileError naming a channel that is not there, rates or lengths that differ, or what neither file nor mapping tell
 */
export function mapMeasurement(file: string, measurement: Measurement, mapping: MeasurementMapping, place: MeasurementPlace): Acquisition {
  const mapped = mapping.channels.map((channel) => ({ channel, measured: channelNamed(file, measurement, channel.channel) }));
  const samples = lengthOf(
    file,
    mapped.map(({ measured }) => measured),
  );
  const speedRpm = numberOf(file, measurement, "speedRpm", mapping.speedRpm);
  const loadN = numberOf(file, measurement, "loadN", mapping.loadN);
  return {
    ref: place.ref,
    id: acquisitionId(`file-${place.startTimeNs}`),
    timeBase: "recorded",
    startTimeNs: place.startTimeNs,
    sampleRateHz: sampleRateOf(
      file,
      measurement,
      mapping,
      mapped.map(({ measured }) => measured),
    ),
    samples,
    ...(speedRpm === undefined ? {} : { speedRpm }),
    ...(loadN === undefined ? {} : { loadN }),
    channels: mapped.map(({ channel, measured }) => acquisitionChannel(channel, measured)),
  };
}

function channelNamed(file: string, { channels }: Measurement, name: string): MeasuredChannel {
  const found = channels.find((channel) => channel.name === name);
  if (found) return found;
  const names = channels.map((channel) => channel.name).join(", ") || "none";
  throw new MeasurementFileError(file, "channel", name, `one of the file's: ${names}`, "unknown_channel");
}

function lengthOf(file: string, channels: readonly MeasuredChannel[]): number {
  const lengths = [...new Set(channels.map(({ samples }) => samples.length))];
  if (lengths.length === 1 && lengths[0] !== 0) return lengths[0] as number;
  throw new MeasurementFileError(file, "samples of the channels", lengths.join(", "), "the same of each, at least 1", "mismatched_lengths");
}

function sampleRateOf(
  file: string,
  measurement: Measurement,
  { sampleRateHz, timeColumn }: MeasurementMapping,
  channels: readonly MeasuredChannel[],
): number {
  const told = numberOf(file, measurement, "sampleRateHz", sampleRateHz);
  if (told !== undefined) return told;
  if (timeColumn !== undefined) return sampleRateFromTimes(file, channelNamed(file, measurement, timeColumn));
  const rates = [...new Set(channels.map((channel) => channel.sampleRateHz))];
  const [rate] = rates;
  if (rates.length === 1 && rate !== undefined) return rate;
  const shown = rate === undefined ? "absent" : rates.join(", ");
  throw new MeasurementFileError(
    file,
    "sampleRateHz",
    shown,
    "told by the file, or by the mapping (sampleRateHz, timeColumn)",
    "no_sample_rate",
  );
}

function numberOf(file: string, { numbers }: Measurement, field: string, given: number | string | undefined): number | undefined {
  if (given === undefined || typeof given === "number") return given;
  const found = numbers.get(given);
  if (found !== undefined) return found;
  const names = [...numbers.keys()].join(", ") || "none";
  throw new MeasurementFileError(file, field, given, `one of the file's single numbers: ${names}`, "unknown_number");
}

function acquisitionChannel({ point, quantity, unit, factor }: ChannelMapping, { samples }: MeasuredChannel): AcquisitionChannel {
  const encoding = "f32le";
  const data = new Uint8Array(samples.length * BYTES_PER_SAMPLE[encoding]);
  const view = new DataView(data.buffer);
  for (const [i, value] of samples.entries()) view.setFloat32(BYTES_PER_SAMPLE[encoding] * i, value * factor, true);
  return { point: pointId(point), quantity, unit: parseUnit(quantity, unit, `unit of ${point}`), encoding, scale: 1, data };
}
