import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const REPOSITORY = fileURLToPath(new URL("../../../", import.meta.url));
const MAIN = join(REPOSITORY, "cli/dist/main.js");

/** A `phm` command that runs as its own process, as a person would start it. */
export interface PhmCommand {
  readonly child: ChildProcess;
  /** All that it has written so far. */
  readonly output: { stdout: string; stderr: string };
  /** Exit code; null when a signal ended it. */
  readonly ended: Promise<number | null>;
}

/** Starts the built command line. */
export function startPhm(args: readonly string[], env: Readonly<Record<string, string>> = {}): PhmCommand {
  const child = spawn(process.execPath, [MAIN, ...args], { env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "pipe"] });
  const output = { stdout: "", stderr: "" };
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    output.stdout += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    output.stderr += text;
  });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  return { child, output, ended };
}

/** Runs the built command line to its end. */
export async function runPhm(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const { ended, output } = startPhm(args, env);
  const code = await ended;
  return { code, ...output };
}
