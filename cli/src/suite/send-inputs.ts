import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { InvalidValue } from "@phm/domain";
import type { Spool } from "@phm/sender";
import { ServiceError } from "@phm/service-kit";
import type { ReplaySource } from "./replay-source.js";
import { bundleSource } from "./replay-sources.js";

/** A bundle that is to be sent, under a name that stays the same while its contents do. */
export interface SendInput {
  readonly name: string;
  readonly source: ReplaySource;
}

const HEADER = "bundle.json";
const LINES = "acquisitions.ndjson";

/** Each path is a bundle, or a folder of bundles. @throws InvalidValue for one that is neither */
export async function sendInputs(paths: readonly string[]): Promise<SendInput[]> {
  const inputs: SendInput[] = [];
  for (const path of paths) for (const folder of await bundlesIn(path)) inputs.push(await inputOf(folder));
  return inputs;
}

/** Appends what the spool has not yet taken of the inputs; a full spool is waited for, as it empties while it is sent. */
export async function spoolInputs(spool: Spool, inputs: readonly SendInput[], signal: AbortSignal): Promise<void> {
  for (const { name, source } of inputs) {
    let seen = 0;
    const taken = spool.takenOf(name);
    for await (const acquisition of source.acquisitions()) {
      signal.throwIfAborted();
      seen += 1;
      if (seen <= taken) continue;
      await whenThereIsRoom(spool, () => spool.append(acquisition), signal);
      spool.noteTaken(name, seen);
    }
  }
}

async function whenThereIsRoom(spool: Spool, append: () => Promise<void>, signal: AbortSignal): Promise<void> {
  for (;;) {
    const settled = spool.settling.next();
    try {
      return await append();
    } catch (error) {
      if (ServiceError.from(error).reason !== "spool_full" || spool.waiting === 0) throw error;
    }
    await Promise.race([settled, aborted(signal)]);
    signal.throwIfAborted();
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((done) => signal.addEventListener("abort", () => done(), { once: true }));
}

async function bundlesIn(path: string): Promise<string[]> {
  if (existsSync(join(path, HEADER))) return [path];
  const names = existsSync(path) ? (await readdir(path)).sort() : [];
  const bundles = names.map((name) => join(path, name)).filter((folder) => existsSync(join(folder, HEADER)));
  if (bundles.length === 0) throw new InvalidValue("bundle", path, "a bundle (a folder with a bundle.json), or a folder of bundles");
  return bundles;
}

async function inputOf(folder: string): Promise<SendInput> {
  const hash = createHash("sha256").update(await readFile(join(folder, HEADER)));
  if (existsSync(join(folder, LINES))) hash.update(await readFile(join(folder, LINES)));
  return { name: `${resolve(folder)}#${hash.digest("hex").slice(0, 16)}`, source: await bundleSource(folder) };
}
