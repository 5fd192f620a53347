// Programs of the bench as processes of their own.
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

/** A program of this folder that tells its port; it ends with this process. */
export async function startSink(name, env = {}) {
  const file = fileURLToPath(new URL(`./${name}`, import.meta.url));
  const child = spawn(process.execPath, [file], { env: { ...process.env, ...env }, stdio: ["ignore", "inherit", "inherit", "ipc"] });
  const port = await new Promise((resolve, reject) => {
    child.once("message", (message) => resolve(message.port));
    child.once("exit", (code) => reject(new Error(`${name} ended with ${code}`)));
  });
  return {
    port,
    stop: () => {
      child.removeAllListeners("exit");
      const ended = new Promise((resolve) => child.once("exit", resolve));
      child.disconnect();
      return ended;
    },
  };
}
