import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Twice the largest acquisition, so that headers and encoding never decide whether one fits. */
const MAX_PAYLOAD_BYTES = 8 * 1024 * 1024;

/** Writes the broker's configuration for one machine; returns the file's path. Understood by nats-server 2.9 and newer. */
export function writeNatsConfig(options: { folder: string; host: string; port: number }): string {
  mkdirSync(options.folder, { recursive: true });
  const file = join(options.folder, "nats.conf");
  const lines = [
    `host: ${JSON.stringify(options.host)}`,
    `port: ${options.port}`,
    "server_name: phm",
    `max_payload: ${MAX_PAYLOAD_BYTES}`,
    `jetstream { store_dir: ${JSON.stringify(join(options.folder, "jetstream"))}, max_mem: 64MB, max_file: 8GB }`,
  ];
  writeFileSync(file, `${lines.join("\n")}\n`);
  return file;
}
