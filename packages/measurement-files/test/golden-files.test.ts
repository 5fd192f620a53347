import { readFileSync } from "node:fs";
import { expect, test } from "@jest/globals";
import { readMeasurementFile } from "../src/index.js";

interface GoldenFile {
  readonly name: string;
  readonly base64: string;
  readonly channels: readonly { name: string; samples: number[]; sampleRateHz?: number; unit?: string }[];
  readonly numbers: Readonly<Record<string, number>>;
}

/** Made by conformance/measurement-files/files.py: SciPy's own writers, and universal files by hand. */
const golden = JSON.parse(readFileSync(new URL("../../../conformance/measurement-files/files.json", import.meta.url), "utf8")) as {
  files: GoldenFile[];
};

/** Single precision of either side. */
const MAX_DEVIATION_RATIO = 2 ** -23;

test.each(golden.files.map((file) => [file.name, file] as const))(
  "%s is read as its writer meant it",
  (name, { base64, channels, numbers }) => {
    const read = readMeasurementFile(name, Buffer.from(base64, "base64"));
    expect(read.channels.map((channel) => channel.name)).toEqual(channels.map((channel) => channel.name));
    expect(Object.fromEntries(read.numbers)).toEqual(numbers);
    for (const [index, { samples, sampleRateHz, unit }] of channels.entries()) {
      const channel = read.channels[index];
      expect(channel?.unit).toBe(unit);
      if (sampleRateHz === undefined) expect(channel?.sampleRateHz).toBeUndefined();
      else expect(channel?.sampleRateHz).toBeCloseTo(sampleRateHz, 6);
      expect(channel?.samples.length).toBe(samples.length);
      for (const [i, value] of samples.entries()) {
        expect(Math.abs((channel?.samples[i] as number) - value)).toBeLessThanOrEqual(MAX_DEVIATION_RATIO * Math.abs(value));
      }
    }
  },
);

test.each(golden.files.map((file) => [file.name, file] as const))(
  "%s cut off anywhere is read in part or refused, never a crash",
  (name, { base64 }) => {
    const bytes = Buffer.from(base64, "base64");
    for (let length = 0; length < bytes.length; length += Math.max(1, Math.floor(bytes.length / 60))) {
      expect(outcomeOf(name, bytes.subarray(0, length))).toMatch(/^(read|refused)$/);
    }
  },
);

function outcomeOf(name: string, bytes: Uint8Array): string {
  try {
    readMeasurementFile(name, bytes);
    return "read";
  } catch (error) {
    return (error as Error).name === "InvalidValue" ? "refused" : String(error);
  }
}
