import { describe, expect, test } from "@jest/globals";
import { assetRef, parseTimeNs } from "@phm/domain";
import fc from "fast-check";
import {
  MEASUREMENT_FILE_ENDINGS,
  type MeasurementMapping,
  mapMeasurement,
  parseMeasurementMapping,
  readMeasurementFile,
  startTimeOf,
  writeWav,
} from "../src/index.js";

const csv = (text: string) => readMeasurementFile("run.csv", Buffer.from(text));
const columns = (text: string) => csv(text).channels.map(({ name, samples }) => [name, [...samples]]);

describe("CSV", () => {
  test("titles name the channels; without them columns are counted", () => {
    expect(columns("t,de\n0,1.5\n0.5,-2\n")).toEqual([
      ["t", [0, 0.5]],
      ["de", [1.5, -2]],
    ]);
    expect(columns("# taken by hand\n1,2\n\n3,4\n")).toEqual([
      ["1", [1, 3]],
      ["2", [2, 4]],
    ]);
  });

  test("with semicolons or tabs a comma is the decimal sign", () => {
    expect(columns("﻿a;b\r\n1,5;2\r\n")).toEqual([
      ["a", [1.5]],
      ["b", [2]],
    ]);
    expect(columns("1,5\t2\n")).toEqual([
      ["1", [1.5]],
      ["2", [2]],
    ]);
  });

  test.each([
    ["a,b\n1,2\n3,x\n", 'run.csv line 3: column b is "x"; it must be a number'],
    ["a,b\n1,\n", 'run.csv line 2: column b is ""; it must be a number'],
    ["a,b\n1,Infinity\n", 'run.csv line 2: column b is "Infinity"; it must be a number'],
    ["", "run.csv: rows is 0; it must be at least one row of numbers"],
    ["a,b\n", 'run.csv: rows is "titles only"; it must be at least one row of numbers'],
  ])("%j is refused by line and column", (text, message) => {
    expect(() => csv(text)).toThrow(message);
  });

  test("a row with more or fewer cells than the first is refused by its line", () => {
    expect(() => csv("a,b\n1,2\n1,2,3\n")).toThrow(/^run\.csv line 3: row is/);
  });
});

describe("WAV", () => {
  const channel = fc.array(fc.float({ noNaN: true, noDefaultInfinity: true }), { minLength: 5, maxLength: 5 });

  test("what is written is read again to the bit", () => {
    fc.assert(
      fc.property(fc.array(channel, { minLength: 1, maxLength: 4 }), fc.integer({ min: 1, max: 200_000 }), (values, sampleRateHz) => {
        const channels = values.map((samples) => Float32Array.from(samples));
        const read = readMeasurementFile("a.wav", writeWav(channels, sampleRateHz));
        expect(read.channels.map(({ samples }) => samples)).toEqual(channels);
        expect(read.channels.every((one) => one.sampleRateHz === sampleRateHz)).toBe(true);
      }),
    );
  });

  test.each([
    [[], 100, "channels"],
    [[new Float32Array(1), new Float32Array(2)], 100, "channels"],
    [[new Float32Array(1)], 100.5, "sampleRateHz"],
    [[new Float32Array(1)], 0, "sampleRateHz"],
  ])("%# refuses to write what the format cannot hold", (channels, rate, field) => {
    expect(() => writeWav(channels, rate)).toThrow(expect.objectContaining({ name: "InvalidValue", field }));
  });
});

test("bytes of any kind under any ending are read or refused by name, never a crash", () => {
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 300 }),
    fc.uint8Array({ maxLength: 200 }).map((tail) => Buffer.concat([Buffer.from("RIFF\0\0\0\0WAVEfmt \x10\0\0\0"), tail])),
    fc
      .uint8Array({ maxLength: 200 })
      .map((tail) => Buffer.concat([Buffer.from("MATLAB 5.0 MAT-file".padEnd(124, " ")), Buffer.from("\0\x01IM"), tail])),
    fc.uint8Array({ maxLength: 200 }).map((tail) => Buffer.concat([Buffer.from("    -1\n    58b 1 2 11 40\n"), tail])),
  );
  fc.assert(
    fc.property(fc.constantFrom(...MEASUREMENT_FILE_ENDINGS), bytes, (ending, content) => {
      try {
        readMeasurementFile(`x.${ending}`, content);
      } catch (error) {
        expect((error as Error).name).toBe("InvalidValue");
      }
    }),
    { numRuns: 500 },
  );
});

test("a file of another kind is refused by its ending", () => {
  expect(() => readMeasurementFile("x.tdms", new Uint8Array(1))).toThrow('x.tdms: ending is "tdms"; it must be one of csv, txt');
});

describe("a mapping", () => {
  const given = {
    format: "phm-measurement-mapping/1",
    asset: "pump-1",
    channels: [{ channel: "de", point: "de", quantity: "acceleration", unit: "g", factor: 0.5 }],
    timeColumn: "t",
    startTime: "2026-01-01T00:00:00Z",
    intervalS: 60,
  };
  const mapping = (change: object = {}) => parseMeasurementMapping("map.json", JSON.stringify({ ...given, ...change }));
  const place = { ref: assetRef("default", "default", "pump-1"), startTimeNs: parseTimeNs("2026-01-01T00:00:00Z", "startTime") };
  const map = (text: string, change: object = {}) => mapMeasurement("run.csv", csv(text), mapping(change), place);

  test("turns columns into points with unit, factor and the sampling rate of the time column", () => {
    const { sampleRateHz, samples, channels } = map("t,de\n0,1\n0.25,2\n0.5,4\n");
    expect([sampleRateHz, samples, channels.length]).toEqual([4, 3, 1]);
    const [{ point, quantity, unit, data } = { data: new Uint8Array() }] = channels;
    expect([point, quantity, unit]).toEqual(["de", "acceleration", "g"]);
    expect([...new Float32Array(data.slice().buffer)]).toEqual([0.5, 1, 2]);
  });

  test("a time column with a hole is refused by its row: an acquisition is contiguous", () => {
    expect(() => map("t,de\n0,1\n1,1\n2,1\n5,1\n")).toThrow(/^run\.csv row 4: t is "3 s after the row before"/);
  });

  test("numbers of the file stand for speed and load by name", () => {
    const measurement = { channels: csv("t,de\n0,1\n1,2\n").channels, numbers: new Map([["RPM", 1797]]) };
    expect(mapMeasurement("run.mat", measurement, mapping({ speedRpm: "RPM", loadN: 12 }), place)).toMatchObject({
      speedRpm: 1797,
      loadN: 12,
    });
    expect(() => mapMeasurement("run.mat", measurement, mapping({ speedRpm: "N" }), place)).toThrow(
      'run.mat: speedRpm is "N"; it must be one of the file\'s single numbers: RPM',
    );
  });

  test.each([
    ["t,nde\n0,1\n1,1\n", {}, 'run.csv: channel is "de"; it must be one of the file\'s: t, nde'],
    ["t,de\n0,1\n1,1\n", { timeColumn: undefined }, 'run.csv: sampleRateHz is "absent"'],
    ["t,de\n1,1\n0,1\n", {}, 'run.csv: t is "-1 s"; it must be seconds that rise'],
    ["t,de\n0,1\n1,1\n", { channels: [{ ...given.channels[0], unit: "mm/s" }] }, "unit of de"],
  ])("%# refuses what cannot be a measurement", (text, change, message) => {
    expect(() => map(text, change)).toThrow(message);
  });

  test("the files' start is counted on from the first one, or stands in their names", () => {
    const at = (text: string) => parseTimeNs(text, "time");
    expect(startTimeOf("a.csv", 0, mapping())).toBe(at("2026-01-01T00:00:00Z"));
    expect(startTimeOf("b.csv", 2, mapping())).toBe(at("2026-01-01T00:02:00Z"));
    expect(() => startTimeOf("b.csv", 1, mapping({ intervalS: undefined }))).toThrow("b.csv: intervalS is");
    const startTimeInName = "(?<year>\\d{4})(?<month>\\d\\d)(?<day>\\d\\d)-(?<hour>\\d\\d)(?<minute>\\d\\d)";
    const named = mapping({ startTime: undefined, intervalS: undefined, startTimeInName });
    expect(startTimeOf("pump_20260203-0405.csv", 5, named)).toBe(at("2026-02-03T04:05:00Z"));
    expect(() => startTimeOf("pump.csv", 0, named)).toThrow("a name in which startTimeInName finds year, month");
    expect(() => startTimeOf("pump_20261303-0405.csv", 0, named)).toThrow("startTime");
    expect(() => startTimeOf("p.csv", 0, { ...named, startTimeInName: "(" } as MeasurementMapping)).toThrow("a regular expression");
  });

  test.each([
    [{ format: "other" }, 'format is "other"'],
    [{ channels: [] }, "channels is"],
    [{ channels: [{ ...given.channels[0], factor: 0 }] }, "channels.0.factor is 0"],
    [{ channels: [{ ...given.channels[0], quantity: "heat" }] }, 'channels.0.quantity is "heat"'],
    [{ sampleRateHz: -1 }, "sampleRateHz is -1"],
    [{ startTime: undefined }, 'startTime, startTimeInName is "neither"'],
    [{ startTimeInName: "x" }, 'startTime, startTimeInName is "both"'],
    [{ unit: "g" }, "it must be"],
  ])("%# is refused by the field that is wrong", (change, message) => {
    expect(() => mapping(change)).toThrow(message);
  });

  test("text that is no JSON is refused by its file", () => {
    expect(() => parseMeasurementMapping("map.json", "{")).toThrow("map.json: mapping is");
  });
});
