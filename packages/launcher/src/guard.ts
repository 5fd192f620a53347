/**
 * Runs a program that is not ours as a child, and ends it when the launcher is gone, however that came about:
 * the launcher's end of the IPC channel closes even when it is killed. Usage: node guard.js PROGRAM ARGS...
 */
import { spawn } from "node:child_process";

const [program, ...args] = process.argv.slice(2);
if (!program) throw new Error("usage: guard PROGRAM ARGS...");

const child = spawn(program, args, { stdio: "inherit" });
const stop = () => child.kill("SIGTERM");
process.on("SIGTERM", stop);
// A terminal sends Ctrl-C to the whole group; the launcher decides in which order things stop.
process.on("SIGINT", () => {});
process.on("disconnect", stop);
child.on("error", (error) => {
  process.stderr.write(`${program}: ${error.message}\n`);
  process.exit(1);
});
child.on("exit", (code, signal) => process.exit(code ?? (signal === "SIGTERM" ? 0 : 1)));
process.send?.({ childPid: child.pid });
