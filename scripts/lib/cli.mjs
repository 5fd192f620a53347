import { runInForeground } from "./child.mjs";
import { fromRoot } from "./root.mjs";

/** Runs the built CLI in this terminal and gives its exit code; without a broker the CLI itself says what is missing. */
export function runCli(args, natsServer) {
  const env = natsServer === undefined ? process.env : { ...process.env, PHM_NATS_SERVER: natsServer };
  return runInForeground(process.execPath, [fromRoot("cli", "dist", "main.js"), ...args], { env });
}
