import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

/** A start script beside the repository; the last line that it prints is the URL. It may have to fetch a server first. */
const START_SCRIPT = fileURLToPath(new URL("../../../../shared/mongo/up", import.meta.url));
const START_TIMEOUT_MS = 5 * 60_000;

let found: Promise<string | undefined> | undefined;

/**
 * Where tests find a MongoDB: `MONGODB_TEST_URL`, else the start script's server, else undefined. Looked for once a process.
 * A script that is there and fails is an error, not an absent server: its tests must not be skipped for that.
 */
export function mongoTestUrl(): Promise<string | undefined> {
  found ??= findMongo();
  return found;
}

async function findMongo(): Promise<string | undefined> {
  const given = process.env.MONGODB_TEST_URL;
  if (given) return given;
  if (!existsSync(START_SCRIPT)) return undefined;
  const { stdout } = await promisify(execFile)(START_SCRIPT, [], { timeout: START_TIMEOUT_MS });
  const url = stdout.trim().split("\n").at(-1);
  if (!url?.startsWith("mongodb")) throw new Error(`${START_SCRIPT} printed no MongoDB URL: ${JSON.stringify(stdout.slice(-200))}`);
  return url;
}
