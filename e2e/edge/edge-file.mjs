/** The file of the connectors under test. */
export function edgeFile({ folder, ingest, broker, modbus, opcua, push }) {
  const pump = (point, unit) => ({ asset: "pump-1", point, unit });
  const de = { asset: "pump-1", point: "de", quantity: "acceleration", unit: "g", sampleRateHz: 2_000 };
  return {
    ...{ format: "phm-edge/1", organisation: "acme", site: "plant", ingest, spool: `${folder}/spool`, spoolBudgetMib: 32 },
    sources: [
      {
        ...{ kind: "mqtt", name: "broker", url: `mqtt://127.0.0.1:${broker}` },
        topics: [
          {
            ...{ topic: "plant/+/telemetry", time: "ts", timeForm: "ms" },
            values: [
              { ...pump("temperature", "°C"), path: "data.temperature" },
              { ...pump("load", "%"), path: "data.load" },
            ],
          },
        ],
      },
      {
        ...{ kind: "sparkplug", name: "sparkplug", url: `mqtt://127.0.0.1:${broker}`, group: "plant", hostId: "phm", version: 4 },
        metrics: [{ ...pump("oil-pressure", "bar"), node: "node-1", device: "pump", metric: "oil/pressure" }],
      },
      {
        ...{ kind: "modbus", name: "plc", host: "127.0.0.1", port: modbus, everyMs: 200 },
        registers: [
          { ...pump("m-int16", "1"), address: 0, type: "int16" },
          { ...pump("m-uint16", "1"), address: 1, type: "uint16" },
          { ...pump("m-float", "°C"), address: 2, type: "float32", scale: 2, offset: 1 },
          { ...pump("m-swapped", "°C"), address: 4, type: "float32", wordOrder: "little" },
          { ...pump("m-uint32", "1"), address: 6, type: "uint32" },
          { ...pump("m-missing", "1"), address: 14, type: "int16" },
        ],
      },
      {
        ...{ kind: "opcua", name: "opcua", endpoint: `opc.tcp://127.0.0.1:${opcua}`, everyMs: 50 },
        values: [
          { ...pump("bearing", "°C"), node: "ns=1;s=BearingTemperature" },
          { ...pump("liar", "1"), node: "ns=1;s=Liar" },
          { ...pump("ahead", "1"), node: "ns=1;s=Ahead" },
          { ...pump("nowhere", "1"), node: "ns=1;s=Nowhere" },
        ],
        waveforms: [{ ...de, node: "ns=1;s=Vibration" }],
      },
      { kind: "folder", name: "files", path: `${folder}/files`, mapping: `${folder}/mapping.json`, everyMs: 200, settleMs: 2_000 },
      { kind: "push", name: "push", port: push, values: [{ ...pump("pushed", "A"), path: "current" }], time: "at" },
    ],
  };
}

/** How the watched files are to be read. */
export const FILE_MAPPING = {
  ...{ format: "phm-measurement-mapping/1", asset: "pump-1", sampleRateHz: 1_000 },
  startTimeInName: "(?<year>\\d{4})(?<month>\\d{2})(?<day>\\d{2})-(?<hour>\\d{2})(?<minute>\\d{2})",
  channels: [{ channel: "a", point: "de", quantity: "acceleration", unit: "g" }],
};
