import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { Command } from "commander";

/** The connectors are a program of their own: what they need of other people's protocols is loaded where it is used. */
const CONNECTORS = fileURLToPath(new URL("../../../../edge/dist/main.js", import.meta.url));

export function edgeCommand(): Command {
  const edge = new Command("edge").description("connectors at the machine: OPC UA, MQTT, Sparkplug B, Modbus TCP, folders, HTTP push");
  edge
    .command("check")
    .description("what the connectors would read, one JSON line a value; connects to nothing")
    .argument("<file>", "the file of a site's connectors, YAML or JSON")
    .action((file: string) => runConnectors(["check", file], process.env));
  edge
    .command("run")
    .description("run the connectors of a site until they are told to stop")
    .argument("<file>", "the file of a site's connectors, YAML or JSON")
    .action((file: string) => runConnectors([], { ...process.env, PHM_EDGE_FILE: file }));
  return edge;
}

async function runConnectors(args: readonly string[], env: NodeJS.ProcessEnv): Promise<void> {
  const connectors = spawn(process.execPath, [CONNECTORS, ...args], { stdio: "inherit", env });
  const passOn = (signal: NodeJS.Signals) => connectors.kill(signal);
  process.once("SIGTERM", passOn).once("SIGINT", passOn);
  const [code] = (await once(connectors, "exit")) as [number | null];
  process.exitCode = code ?? 1;
}
