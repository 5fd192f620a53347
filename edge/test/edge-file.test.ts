import { expect, test } from "@jest/globals";
import { EdgeFileError, parseEdgeFile, plannedPoints } from "../src/index.js";

const FILE = `
format: phm-edge/1
ingest: 127.0.0.1:7401
spool: data/edge
sources:
  - kind: modbus
    name: plc
    host: 10.0.0.5
    registers:
      - { asset: pump-1, point: oil, unit: °C, address: 100, type: float32 }
  - kind: mqtt
    name: broker
    url: mqtt://10.0.0.6
    topics:
      - topic: plant/+/telemetry
        values: [{ asset: pump-1, point: load, unit: "%", path: data.load }]
        waveforms: [{ asset: pump-1, point: de, quantity: acceleration, unit: g, sampleRateHz: 25600, path: data.de }]
`;

test("a dry run tells each value that would be read, from where, and what it becomes", () => {
  expect(plannedPoints(parseEdgeFile("edge.yaml", FILE))).toEqual([
    { source: "plc", kind: "modbus", from: "holding 100 float32", asset: "pump-1", point: "oil", unit: "°C", becomes: "reading" },
    { source: "broker", kind: "mqtt", from: "plant/+/telemetry data.load", asset: "pump-1", point: "load", unit: "%", becomes: "reading" },
    { source: "broker", kind: "mqtt", from: "plant/+/telemetry data.de", asset: "pump-1", point: "de", unit: "g", becomes: "acquisition" },
  ]);
});

test("everything that is wrong is told at once, by path", () => {
  const wrong = FILE.replace("float32", "float99").replace("127.0.0.1:7401", "nowhere").replace("mqtt://10.0.0.6", "ftp://10.0.0.6");
  const problems = problemsOf(wrong);
  expect(problems.map(({ path }) => path)).toEqual(["ingest", "sources.0.registers.0.type", "sources.1.url"]);
  expect(problems[1]?.rule).toBe("one of int16, uint16, int32, uint32, float32");
});

test("two sources of one name, an unknown field and a text that is no YAML are refused", () => {
  expect(problemsOf(FILE.replace("name: broker", "name: plc"))).toMatchObject([{ path: "sources.1.name" }]);
  expect(problemsOf(FILE.replace("host:", "hots: x\n    host:"))).toMatchObject([{ path: "sources.0" }]);
  expect(problemsOf("a: [")).toMatchObject([{ path: "file" }]);
});

function problemsOf(content: string) {
  try {
    parseEdgeFile("edge.yaml", content);
  } catch (error) {
    if (error instanceof EdgeFileError) return error.problems;
    throw error;
  }
  throw new Error("the file was taken");
}
