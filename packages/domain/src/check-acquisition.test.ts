import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import type { Acquisition, AcquisitionChannel } from "./acquisition.js";
import type { AssetConfig } from "./asset-config.js";
import { checkAcquisition } from "./check-acquisition.js";
import { acquisitionId, assetRef, pointId } from "./ids.js";
import { InvalidValue } from "./invalid-value.js";

const ref = assetRef("default", "default", "P-101");
const config: AssetConfig = {
  ref,
  kind: "pump",
  component: "bearing",
  points: [
    { id: pointId("h"), quantity: "acceleration", unit: "g" },
    { id: pointId("i"), quantity: "current", unit: "A" },
  ],
};
const channel: AcquisitionChannel = {
  point: pointId("h"),
  quantity: "acceleration",
  unit: "g",
  encoding: "i16le",
  scale: 0.001,
  data: new Uint8Array(8),
};
const sound: Acquisition = {
  ref,
  id: acquisitionId("000001"),
  timeBase: "recorded",
  startTimeNs: 1_700_000_000_000_000_000n,
  sampleRateHz: 25_600,
  samples: 4,
  channels: [channel],
};

const withChannel = (change: Partial<AcquisitionChannel>): Acquisition => ({ ...sound, channels: [{ ...channel, ...change }] });

describe("checkAcquisition", () => {
  it("lets a sound acquisition pass", () => {
    expect(() => checkAcquisition(sound, config)).not.toThrow();
  });

  it.each<[string, Acquisition, string]>([
    ["bad_time", { ...sound, startTimeNs: 0n }, "startTimeNs"],
    ["bad_sample_rate", { ...sound, sampleRateHz: 0 }, "sampleRateHz"],
    ["bad_sample_rate", { ...sound, sampleRateHz: Number.NaN }, "sampleRateHz"],
    ["sample_count", { ...sound, samples: 0 }, "samples"],
    ["bad_speed", { ...sound, speedRpm: -1 }, "speedRpm"],
    ["bad_load", { ...sound, loadN: Number.POSITIVE_INFINITY }, "loadN"],
    ["channel_count", { ...sound, channels: [] }, "channels"],
    ["repeated_point", { ...sound, channels: [channel, channel] }, "channels[1].point"],
    ["unknown_point", withChannel({ point: pointId("x") }), "channels[0].point"],
    ["wrong_quantity", withChannel({ quantity: "velocity" }), "channels[0].quantity"],
    ["wrong_unit", withChannel({ unit: "m/s2" }), "channels[0].unit"],
    ["bad_scale", withChannel({ scale: Number.NaN }), "channels[0].scale"],
    ["bad_scale", withChannel({ scale: 0 }), "channels[0].scale"],
    ["sample_count_mismatch", withChannel({ data: new Uint8Array(7) }), "channels[0].data"],
  ])("refuses %s and names the field", (reason, acquisition, field) => {
    expect.assertions(2);
    try {
      checkAcquisition(acquisition, config);
    } catch (error) {
      expect(error).toBeInstanceOf(InvalidValue);
      expect(error).toMatchObject({ reason, field });
    }
  });

  it("finds any float that is not finite, and accuses no finite one", () => {
    fc.assert(
      fc.property(fc.float32Array({ minLength: 4, maxLength: 4 }), (values) => {
        const acquisition = withChannel({ encoding: "f32le", data: new Uint8Array(values.buffer.slice(0)) });
        const check = () => checkAcquisition(acquisition, config);
        if (values.every(Number.isFinite)) expect(check).not.toThrow();
        else expect(check).toThrow(/not finite at sample \d/);
      }),
    );
  });
});
