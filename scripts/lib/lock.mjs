import { linkSync, mkdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { say } from "./program.mjs";

const POLL_MS = 100;
const HEARTBEAT_MS = 2_000;
/** A holder touches its lock; one that has not for this long is gone, even where its pid now belongs to another process. */
const STALE_AFTER_MS = 20_000;

/** Runs `body` while holding the lock file, which names its holder's pid. Waits for a living holder, takes over from a dead one. */
export async function withLock(file, body) {
  mkdirSync(dirname(file), { recursive: true });
  let told = false;
  while (!tryLock(file)) {
    const holder = readHolder(file);
    if (holder === undefined) continue;
    if (isStale(holder)) {
      takeAway(file, holder);
      continue;
    }
    if (!told) say(`waiting for process ${holder.pid}, which is doing the same (${file})`);
    told = true;
    await sleep(POLL_MS);
  }
  const release = () => rmSync(file, { force: true });
  process.on("exit", release);
  const heartbeat = setInterval(() => touch(file), HEARTBEAT_MS);
  try {
    return await body();
  } finally {
    clearInterval(heartbeat);
    process.off("exit", release);
    release();
  }
}

/** Creates the lock with its content in one step: a reader never sees a lock without a pid. */
function tryLock(file) {
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, String(process.pid));
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    if (error.code === "EEXIST") return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

function readHolder(file) {
  try {
    return { pid: Number(readFileSync(file, "utf8")), touchedAtMs: statSync(file).mtimeMs };
  } catch (error) {
    if (error.code === "ENOENT") return undefined;
    throw error;
  }
}

function isStale({ pid, touchedAtMs }) {
  return !isAlive(pid) || Date.now() - touchedAtMs > STALE_AFTER_MS;
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}

/** Removes a dead holder's lock. Under a lock of its own, so that of two who saw it dead none removes the other's new lock. */
function takeAway(file, dead) {
  const guard = `${file}.takeover`;
  if (!tryLock(guard)) {
    const guardian = readHolder(guard);
    if (guardian !== undefined && isStale(guardian)) rmSync(guard, { force: true });
    return;
  }
  const now = readHolder(file);
  if (now !== undefined && now.pid === dead.pid && isStale(now)) rmSync(file, { force: true });
  rmSync(guard, { force: true });
}

function touch(file) {
  const now = new Date();
  utimesSync(file, now, now);
}
