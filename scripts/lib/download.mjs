import { createHash } from "node:crypto";
import { createWriteStream, rmSync } from "node:fs";
import { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { Failure } from "./program.mjs";

const DEADLINE_MS = 180_000;

/** Downloads `url` to `file` if its content has this sha256 (hex); otherwise removes the file and throws a Failure that says why. */
export async function downloadVerified(url, sha256, file) {
  const hash = createHash("sha256");
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(DEADLINE_MS) });
    if (!response.ok) throw new Error(`HTTP status ${response.status}`);
    const hashing = new Transform({
      transform(chunk, _encoding, done) {
        hash.update(chunk);
        done(null, chunk);
      },
    });
    await pipeline(response.body, hashing, createWriteStream(file));
  } catch (error) {
    rmSync(file, { force: true });
    throw new Failure(`${url} could not be downloaded: ${error.cause?.message ?? error.message}.`);
  }
  const found = hash.digest("hex");
  if (found === sha256) return;
  rmSync(file, { force: true });
  throw new Failure(`${url} has sha256 ${found}, expected is ${sha256}: the file was deleted and is not used.`);
}
