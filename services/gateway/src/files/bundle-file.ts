import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { writeBundle } from "@phm/bundle";
import type { Acquisition, AssetConfig } from "@phm/domain";
import { type AsyncZippable, zip } from "fflate";

const zipped = promisify<AsyncZippable, Uint8Array>(zip);

/** A zip with the bundle of one acquisition. Bundles are folders, so it is written as one first, which is gone afterwards. */
export async function bundleFile(config: AssetConfig, acquisition: Acquisition): Promise<Uint8Array> {
  const folder = await mkdtemp(join(tmpdir(), "phm-bundle-"));
  try {
    const out = join(folder, "bundle");
    await writeBundle(out, { name: config.ref.asset, notes: ["Exported from the waveform archive."], assets: [config] }, [acquisition]);
    const names = await readdir(out);
    const files = await Promise.all(names.map(async (name) => [name, await readFile(join(out, name))] as const));
    return await zipped(Object.fromEntries(files));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
