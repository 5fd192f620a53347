import { NS_PER_MS } from "@phm/domain";
import type { SourceConfig } from "../config/edge-file.js";
import { FolderSource } from "../folder/folder-source.js";
import type { Place } from "../mapping/slow-reading.js";
import { ModbusSource } from "../modbus/modbus-source.js";
import { MqttSource } from "../mqtt/mqtt-source.js";
import { PushSource } from "../push/push-source.js";
import { SparkplugSource } from "../sparkplug/sparkplug-source.js";
import type { Source } from "./source.js";

export interface SourceSurroundings {
  readonly place: Place;
  /** What a variable of the environment holds that the file names for a secret. */
  readonly secretOf: (variable: string | undefined) => string | undefined;
  /** For what a source itself keeps. */
  readonly folder: string;
  readonly nowMs: () => number;
}

/** The connector of a source. OPC UA is loaded only where it is used: it is the heaviest by far. */
export async function openSource(config: SourceConfig, { place, secretOf, folder, nowMs }: SourceSurroundings): Promise<Source> {
  const nowNs = () => BigInt(nowMs()) * NS_PER_MS;
  switch (config.kind) {
    case "modbus":
      return new ModbusSource(place, config, nowNs);
    case "mqtt":
      return new MqttSource(place, config, secretOf(config.passwordVariable), nowNs);
    case "sparkplug":
      return new SparkplugSource(place, config, secretOf(config.passwordVariable), nowMs);
    case "folder":
      return new FolderSource(place, config, nowMs);
    case "push":
      return new PushSource(place, config, secretOf(config.tokenVariable), nowNs);
    case "opcua": {
      const { OpcuaSource } = await import("../opcua/opcua-source.js");
      return new OpcuaSource(place, config, secretOf(config.passwordVariable), folder, nowMs);
    }
  }
}
