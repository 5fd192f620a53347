import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { openBundle } from "@phm/bundle";
import { type EndedLife, endedLives, type RunLives, runLives } from "@phm/pipeline";

/** The lives of a bundle with known ends, run through the pipeline. The truth file is read here and nowhere in the suite. */
export async function bundleLives(path: string): Promise<RunLives & { readonly title: string; readonly ends: readonly EndedLife[] }> {
  const bundle = await openBundle(path);
  const ends = endedLives(JSON.parse(await readFile(join(path, "truth.json"), "utf8")));
  const configs = new Map(bundle.assets.map((config) => [config.ref.asset as string, config]));
  return { title: `${bundle.header.title}; ${bundle.header.citation}`, ends, ...(await runLives(bundle.acquisitions({}), configs, ends)) };
}
