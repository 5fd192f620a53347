import { type Acquisition, type AcquisitionChannel, BYTES_PER_SAMPLE, MAX_CHANNELS } from "./acquisition.js";
import type { AssetConfig, MeasurementPoint } from "./asset-config.js";
import { InvalidValue } from "./invalid-value.js";
import { MAX_TIME_NS } from "./time.js";

/** No accelerometer or current probe samples faster; a larger figure is a unit mistake. */
const MAX_SAMPLE_RATE_HZ = 10_000_000;

/**
 * Checks an acquisition against itself and against the asset that it claims to come from.
 * The broker, the archive and the science rely on these rules, so everything that lets acquisitions in applies them.
 * @throws InvalidValue with the field, the value, the limit and a stable reason, for the first rule that is broken.
 */
export function checkAcquisition(acquisition: Acquisition, config: AssetConfig): void {
  checkTiming(acquisition);
  checkOperatingPoint(acquisition);
  const { channels, samples } = acquisition;
  if (channels.length < 1 || channels.length > MAX_CHANNELS) {
    throw new InvalidValue("channels", `${channels.length} channels`, `1 to ${MAX_CHANNELS} channels`, "channel_count");
  }
  const seen = new Set<string>();
  channels.forEach((channel, index) => {
    const field = `channels[${index}]`;
    if (seen.has(channel.point)) throw new InvalidValue(`${field}.point`, channel.point, "named once in an acquisition", "repeated_point");
    seen.add(channel.point);
    checkChannel(channel, samples, pointOf(config, channel, field), field);
  });
}

function checkTiming({ startTimeNs, sampleRateHz, samples }: Acquisition): void {
  if (startTimeNs <= 0n || startTimeNs > MAX_TIME_NS) {
    throw new InvalidValue("startTimeNs", startTimeNs, `nanoseconds since 1970, 1 to ${MAX_TIME_NS}`, "bad_time");
  }
  if (!(sampleRateHz > 0 && sampleRateHz <= MAX_SAMPLE_RATE_HZ)) {
    throw new InvalidValue("sampleRateHz", sampleRateHz, `above 0 and at most ${MAX_SAMPLE_RATE_HZ}`, "bad_sample_rate");
  }
  if (!Number.isInteger(samples) || samples < 1) throw new InvalidValue("samples", samples, "an integer of at least 1", "sample_count");
}

function checkOperatingPoint({ speedRpm, loadN }: Acquisition): void {
  if (speedRpm !== undefined && !(speedRpm >= 0 && Number.isFinite(speedRpm))) {
    throw new InvalidValue("speedRpm", speedRpm, "finite and at least 0, or absent", "bad_speed");
  }
  if (loadN !== undefined && !Number.isFinite(loadN)) throw new InvalidValue("loadN", loadN, "finite, or absent", "bad_load");
}

function pointOf(config: AssetConfig, channel: AcquisitionChannel, field: string): MeasurementPoint {
  const point = config.points.find((candidate) => candidate.id === channel.point);
  if (point) return point;
  const known = config.points.map((candidate) => candidate.id).join(", ");
  throw new InvalidValue(`${field}.point`, channel.point, `a measurement point of ${config.ref.asset}: ${known}`, "unknown_point");
}

function checkChannel(channel: AcquisitionChannel, samples: number, point: MeasurementPoint, field: string): void {
  if (channel.quantity !== point.quantity) {
    throw new InvalidValue(`${field}.quantity`, channel.quantity, `${point.quantity}, as registered for ${point.id}`, "wrong_quantity");
  }
  if (channel.unit !== point.unit) {
    throw new InvalidValue(`${field}.unit`, channel.unit, `${point.unit}, as registered for ${point.id}`, "wrong_unit");
  }
  if (!Number.isFinite(channel.scale) || channel.scale === 0) {
    throw new InvalidValue(`${field}.scale`, channel.scale, "finite and not 0", "bad_scale");
  }
  const expectedBytes = samples * BYTES_PER_SAMPLE[channel.encoding];
  if (channel.data.byteLength !== expectedBytes) {
    const limit = `${expectedBytes} bytes (${samples} samples of ${channel.encoding})`;
    throw new InvalidValue(`${field}.data`, `${channel.data.byteLength} bytes`, limit, "sample_count_mismatch");
  }
  if (channel.encoding === "f32le") checkFinite(channel.data, field);
}

/** A float32 is not finite exactly when its exponent bits are all ones. */
function checkFinite(data: Uint8Array, field: string): void {
  for (let i = 3; i < data.length; i += 4) {
    const exponent = (((data[i] as number) & 0x7f) << 1) | ((data[i - 1] as number) >> 7);
    if (exponent === 0xff)
      throw new InvalidValue(`${field}.data`, `a value that is not finite at sample ${(i - 3) / 4}`, "finite", "non_finite_sample");
  }
}
