import { spawn } from "node:child_process";
import { constants } from "node:os";
import { Failure } from "./program.mjs";
import { ROOT } from "./root.mjs";

const TAIL_LINES = 25;
const END_SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"];
/** A Ctrl-C under `npm start` reaches this process twice, from the terminal and from npm. */
const SAME_PRESS_MS = 1_000;
const PARENT_POLL_MS = 500;
/** Read at the very start: npm may be ended while set-up is still running. */
const PARENT_PID = process.ppid;

const exitCodeOf = (code, signal) => code ?? 128 + (constants.signals[signal] ?? 0);

/** Runs a child to its end without input and gives its exit code and all it wrote. Ends the child if this process is told to end. */
export function capture(command, args, { cwd = ROOT, env = process.env } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
    const out = { stdout: "", stderr: "", all: "" };
    const collect = (name) => (text) => {
      out[name] += text;
      out.all += text;
    };
    child.stdout.setEncoding("utf8").on("data", collect("stdout"));
    child.stderr.setEncoding("utf8").on("data", collect("stderr"));
    const end = (signal) => {
      child.kill(signal);
      process.exit(exitCodeOf(null, signal));
    };
    for (const signal of END_SIGNALS) process.on(signal, end);
    const finish = (code) => {
      for (const signal of END_SIGNALS) process.off(signal, end);
      resolve({ code, ...out });
    };
    child.on("error", (error) => {
      out.all += `${command}: ${error.message}`;
      finish(127);
    });
    child.on("close", (code, signal) => finish(exitCodeOf(code, signal)));
  });
}

/** As `capture`, but a child that fails is a Failure: the last lines it wrote, then `sentence`. */
export async function runTool(command, args, sentence, options = {}) {
  const result = await capture(command, args, options);
  if (result.code === 0) return result;
  const tail = result.all.trimEnd().split("\n").slice(-TAIL_LINES).join("\n");
  throw new Failure(`${tail}\n\n${sentence}`);
}

/**
 * Runs a child with this terminal as its own and gives its exit code. The child has its own process group, so that a
 * signal reaches it through this process alone, once, however many ways it came here.
 */
export function runInForeground(command, args, { cwd = process.cwd(), env = process.env } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env, stdio: "inherit", detached: true });
    let forwardedAtMs = Number.NEGATIVE_INFINITY;
    const forward = (signal) => {
      const nowMs = performance.now();
      if (nowMs - forwardedAtMs < SAME_PRESS_MS) return;
      forwardedAtMs = nowMs;
      child.kill(signal);
    };
    for (const signal of END_SIGNALS) process.on(signal, forward);
    const stopWatching = onNpmGone(() => forward("SIGTERM"));
    child.on("error", reject);
    child.on("close", (code, signal) => {
      stopWatching();
      for (const name of END_SIGNALS) process.off(name, forward);
      resolve(exitCodeOf(code, signal));
    });
  });
}

/** npm runs this process through a shell that does not pass signals on: that npm was ended shows only in a new parent. */
function onNpmGone(tell) {
  if (process.env.npm_lifecycle_event === undefined) return () => {};
  const watch = setInterval(() => {
    if (process.ppid === PARENT_PID) return;
    clearInterval(watch);
    tell();
  }, PARENT_POLL_MS);
  return () => clearInterval(watch);
}
