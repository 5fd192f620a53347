import { type ChildProcess, spawn } from "node:child_process";
import { createWriteStream, type WriteStream } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { LaunchError } from "./launch-error.js";
import type { ProcessSpec } from "./process-spec.js";

const FIRST_RESTART_DELAY_MS = 200;
const MAX_RESTART_DELAY_MS = 5_000;
/** A process that has served this long has recovered: the next failure starts with a short delay again. */
const STABLE_AFTER_MS = 10_000;
const READY_POLL_MS = 50;
const LAST_WORDS_CHARS = 600;

export interface SupervisorEvents {
  onExit(name: string, code: number | null, signal: NodeJS.Signals | null): void;
  onRestart(name: string): void;
}

/** One child process: started, restarted with growing delay when it dies by itself, stopped within a deadline. */
export class SupervisedProcess {
  private child: ChildProcess | undefined;
  private guardedPid: number | undefined;
  private stopping = false;
  private served = false;
  private restartDelayMs = FIRST_RESTART_DELAY_MS;
  private startedAtMs = 0;
  private lastWords = "";
  private readonly log: WriteStream;
  private exited: Promise<void> = Promise.resolve();

  constructor(
    readonly spec: ProcessSpec,
    logFolder: string,
    private readonly events: SupervisorEvents,
  ) {
    this.log = createWriteStream(join(logFolder, `${spec.name}.log`), { flags: "a" });
  }

  /** The pid to send signals to when testing faults: the program itself, not its guard. */
  get pid(): number | undefined {
    return this.spec.guarded ? this.guardedPid : this.child?.pid;
  }

  /** Starts the process and waits until it serves. @throws LaunchError with its last words when it dies first or takes too long. */
  async start(timeoutMs: number, signal?: AbortSignal): Promise<void> {
    this.spawn();
    await this.untilReady(timeoutMs, signal);
    this.served = true;
  }

  /** Waits until the process serves. */
  private async untilReady(timeoutMs: number, signal: AbortSignal | undefined): Promise<void> {
    const deadline = Date.now() + timeoutMs;
    while (!(await this.spec.isReady())) {
      signal?.throwIfAborted();
      if (!this.served && hasExited(this.child)) throw new LaunchError(`${this.spec.name} did not start: ${this.lastSentence()}`);
      if (Date.now() > deadline)
        throw new LaunchError(`${this.spec.name} was not ready within ${timeoutMs / 1000} s: ${this.lastSentence()}`);
      await sleep(READY_POLL_MS);
    }
  }

  /** Asks the process to stop, and ends it when the deadline passes. */
  async stop(deadlineMs: number): Promise<void> {
    this.stopping = true;
    const { child } = this;
    if (child && !hasExited(child)) {
      child.kill("SIGTERM");
      const lastResort = setTimeout(() => this.killHard(), deadlineMs);
      await this.exited;
      clearTimeout(lastResort);
    }
    await new Promise<void>((resolve) => this.log.end(resolve));
  }

  private killHard(): void {
    if (this.guardedPid !== undefined && this.spec.guarded) killIfAlive(this.guardedPid);
    this.child?.kill("SIGKILL");
  }

  private spawn(): void {
    const { command, args, env } = this.spec;
    this.startedAtMs = Date.now();
    // Own process group: Ctrl-C in the terminal reaches the launcher only, which stops the parts in order.
    const child = spawn(command, [...args], { env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "pipe", "ipc"], detached: true });
    this.child = child;
    child.stdout?.on("data", (chunk: Buffer) => this.record(chunk));
    child.stderr?.on("data", (chunk: Buffer) => this.record(chunk));
    child.on("message", (message) => {
      this.guardedPid = (message as { childPid?: number }).childPid ?? this.guardedPid;
    });
    this.exited = new Promise((resolve) => {
      child.once("error", (error) => {
        this.record(Buffer.from(`${error.message}\n`));
        resolve();
      });
      child.once("exit", (code, signal) => {
        resolve();
        if (!this.stopping) this.afterExit(code, signal);
      });
    });
  }

  private afterExit(code: number | null, signal: NodeJS.Signals | null): void {
    // A process that ends before it has served is a start that failed, which `start` tells.
    if (!this.served) return;
    this.events.onExit(this.spec.name, code, signal);
    if (Date.now() - this.startedAtMs > STABLE_AFTER_MS) this.restartDelayMs = FIRST_RESTART_DELAY_MS;
    const delayMs = this.restartDelayMs;
    this.restartDelayMs = Math.min(delayMs * 2, MAX_RESTART_DELAY_MS);
    setTimeout(() => {
      if (this.stopping) return;
      this.events.onRestart(this.spec.name);
      this.spawn();
    }, delayMs).unref();
  }

  private record(chunk: Buffer): void {
    if (!this.log.writableEnded) this.log.write(chunk);
    this.lastWords = (this.lastWords + chunk.toString("utf8")).slice(-LAST_WORDS_CHARS);
  }

  private lastSentence(): string {
    const lines = this.lastWords.trim().split("\n");
    return lines[lines.length - 1] || "it said nothing (see its log)";
  }
}

function killIfAlive(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // Already gone, which is what was wanted.
  }
}

function hasExited(child: ChildProcess | undefined): boolean {
  return child !== undefined && (child.exitCode !== null || child.signalCode !== null);
}
