import { QUANTITIES, UNITS } from "@phm/domain";
import { parse } from "yaml";
import { z } from "zod";
import { EdgeFileError } from "./edge-file-error.js";

const name = z.string("text").regex(/^[\w-]{1,64}$/, "1 to 64 letters, digits, _ or -");
const text = z.string("text").min(1, "text that is not empty");
const positive = z.number("a number above 0").positive("a number above 0");
const tcpPort = z.number("a port").int("a port from 1 to 65535").min(1, "a port from 1 to 65535").max(65_535, "a port from 1 to 65535");

/** Which point of the asset register a value belongs to; value = raw × scale + offset, in the unit. */
const target = {
  asset: name,
  point: name,
  unit: text,
  scale: z
    .number("a number other than 0")
    .refine((scale) => scale !== 0, "a number other than 0")
    .default(1),
  offset: z.number("a number").default(0),
};

/** An array of samples becomes an acquisition of one channel that begins at the source's time. */
const waveformTarget = {
  asset: name,
  point: name,
  quantity: z.enum(QUANTITIES, `one of ${QUANTITIES.join(", ")}`),
  unit: z.enum(UNITS, `one of ${UNITS.join(", ")}`),
  sampleRateHz: positive,
  scale: positive.default(1),
  speedRpm: positive.optional(),
};

const everyMs = z.number("milliseconds").int("whole milliseconds").min(50, "at least 50 ms");
const registerTypes = ["int16", "uint16", "int32", "uint32", "float32"] as const;

const modbus = z.strictObject({
  kind: z.literal("modbus"),
  name,
  host: text,
  port: tcpPort.default(502),
  unitId: z.number("0 to 255").int("0 to 255").min(0, "0 to 255").max(255, "0 to 255").default(1),
  everyMs: everyMs.default(1_000),
  timeoutMs: everyMs.default(2_000),
  registers: z
    .array(
      z.strictObject({
        ...target,
        table: z.enum(["holding", "input"], "holding or input").default("holding"),
        address: z.number("0 to 65535").int("0 to 65535").min(0, "0 to 65535").max(65_535, "0 to 65535"),
        type: z.enum(registerTypes, `one of ${registerTypes.join(", ")}`),
        wordOrder: z.enum(["big", "little"], "big (the first register is the high one) or little").default("big"),
      }),
    )
    .min(1, "at least one register"),
});

const timeForms = ["iso", "s", "ms", "us", "ns"] as const;
/** Fields of a JSON document, by dotted paths. */
const documentFields = {
  /** Absent: the time of arrival. Then the same message twice is two readings. */
  time: text.optional(),
  timeForm: z.enum(timeForms, `one of ${timeForms.join(", ")}`).default("iso"),
  values: z.array(z.strictObject({ ...target, path: text })).default([]),
  waveforms: z.array(z.strictObject({ ...waveformTarget, path: text })).default([]),
};

const brokerFields = {
  name,
  url: z.url({ protocol: /^(mqtts?|wss?)$/, error: "a URL that starts with mqtt://, mqtts://, ws:// or wss://" }),
  /** 4 is MQTT 3.1.1. */
  version: z.union([z.literal(4), z.literal(5)], "4 or 5").default(5),
  userName: text.optional(),
  /** Name of the environment variable that holds it: no secret stands in the file. */
  passwordVariable: text.optional(),
};

const mqtt = z.strictObject({
  kind: z.literal("mqtt"),
  ...brokerFields,
  topics: z.array(z.strictObject({ topic: text, ...documentFields })).min(1, "at least one topic"),
});

const sparkplug = z.strictObject({
  kind: z.literal("sparkplug"),
  ...brokerFields,
  group: text,
  /** Of this application; nodes that wait for a primary host see it online under spBv1.0/STATE/. */
  hostId: name,
  metrics: z.array(z.strictObject({ ...target, node: text, device: text.optional(), metric: text })).min(1, "at least one metric"),
});

const securityModes = ["None", "Sign", "SignAndEncrypt"] as const;
const opcua = z.strictObject({
  kind: z.literal("opcua"),
  name,
  endpoint: z.url({ protocol: /^opc\.tcp$/, error: "a URL that starts with opc.tcp://" }),
  securityMode: z.enum(securityModes, `one of ${securityModes.join(", ")}`).default("None"),
  userName: text.optional(),
  passwordVariable: text.optional(),
  everyMs: everyMs.default(1_000),
  values: z.array(z.strictObject({ ...target, node: text })).default([]),
  waveforms: z.array(z.strictObject({ ...waveformTarget, node: text })).default([]),
});

const folder = z.strictObject({
  kind: z.literal("folder"),
  name,
  path: text,
  /** A mapping of `phm import`, as a file; its `startTimeInName` tells when each file was measured. */
  mapping: text,
  everyMs: everyMs.default(2_000),
  /** How long a file must not have changed before it is read. */
  settleMs: everyMs.default(2_000),
});

const push = z.strictObject({
  kind: z.literal("push"),
  name,
  host: text.default("127.0.0.1"),
  port: tcpPort,
  tokenVariable: text.optional(),
  ...documentFields,
});

const KINDS = [modbus, mqtt, sparkplug, opcua, folder, push] as const;
const source = z.discriminatedUnion("kind", KINDS, { error: `an object whose kind is modbus, mqtt, sparkplug, opcua, folder or push` });

const edgeFile = z.strictObject(
  {
    format: z.literal("phm-edge/1", "phm-edge/1"),
    organisation: name.default("default"),
    site: name.default("default"),
    /** Of ingest, `host:port`. */
    ingest: z.string("host:port").regex(/^[^\s:]+:\d+$/, "host:port"),
    /** What was taken and is not delivered yet is kept here. */
    spool: text,
    spoolBudgetMib: z.number("MiB").min(16, "at least 16 MiB").default(1_024),
    /** Most bytes a second on average that waveforms may take. Readings come before them. */
    waveformBytesPerS: positive.optional(),
    sources: z.array(source).min(1, "at least one source"),
  },
  "an object",
);

export type EdgeFile = z.infer<typeof edgeFile>;
export type SourceConfig = EdgeFile["sources"][number];
export type ModbusConfig = z.infer<typeof modbus>;
export type MqttConfig = z.infer<typeof mqtt>;
export type SparkplugConfig = z.infer<typeof sparkplug>;
export type OpcuaConfig = z.infer<typeof opcua>;
export type FolderConfig = z.infer<typeof folder>;
export type PushConfig = z.infer<typeof push>;
export type BrokerConfig = Pick<MqttConfig, keyof typeof brokerFields>;
export type DocumentMapping = Pick<MqttConfig["topics"][number], "time" | "timeForm" | "values" | "waveforms">;
export type Target = Pick<ModbusConfig["registers"][number], "asset" | "point" | "unit" | "scale" | "offset">;
export type WaveformTarget = Omit<OpcuaConfig["waveforms"][number], "node">;

/** The file of a site's connectors, YAML or JSON. @throws EdgeFileError naming everything that is wrong at once, by path */
export function parseEdgeFile(file: string, content: string): EdgeFile {
  const value = parsed(file, content);
  const result = edgeFile.safeParse(value);
  if (!result.success) {
    throw new EdgeFileError(
      file,
      result.error.issues.map(({ path, message }) => ({ path: path.join(".") || "file", rule: message })),
    );
  }
  const problems = doubles(result.data);
  if (problems.length > 0) throw new EdgeFileError(file, problems);
  return result.data;
}

function parsed(file: string, content: string): unknown {
  try {
    return parse(content);
  } catch (error) {
    throw new EdgeFileError(file, [{ path: "file", rule: `YAML or JSON: ${(error as Error).message.split("\n")[0]}` }]);
  }
}

function doubles({ sources }: EdgeFile) {
  const seen = new Set<string>();
  return sources.flatMap(({ name }, i) => {
    const isDouble = seen.has(name);
    seen.add(name);
    return isDouble ? [{ path: `sources.${i}.name`, rule: `another name than ${name}, which an earlier source has` }] : [];
  });
}
