import { mkdir, readdir, readFile, rename, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type Acquisition, assetRef, InvalidValue } from "@phm/domain";
import {
  MEASUREMENT_FILE_ENDINGS,
  MeasurementFileError,
  type MeasurementMapping,
  mapMeasurement,
  parseMeasurementMapping,
  readMeasurementFile,
  startTimeOf,
} from "@phm/measurement-files";
import type { FolderConfig } from "../config/edge-file.js";
import type { Place } from "../mapping/slow-reading.js";
import type { Source, SourceSession, SourceSink } from "../source/source.js";

const TAKEN = "taken";
const REFUSED = "refused";

/** Measurement files that appear in a folder. One that still grows is left alone; what was read moves to `taken`, what cannot be to `refused`. */
export class FolderSource implements Source {
  readonly name: string;

  constructor(
    private readonly place: Place,
    private readonly config: FolderConfig,
    private readonly nowMs: () => number,
  ) {
    this.name = config.name;
  }

  async run({ sink, signal, connected }: SourceSession): Promise<void> {
    const { path, mapping: mappingFile, everyMs } = this.config;
    for (const folder of [TAKEN, REFUSED]) await mkdir(join(path, folder), { recursive: true });
    const mapping = parseMeasurementMapping(mappingFile, await readFile(mappingFile, "utf8"));
    connected();
    while (!signal.aborted) {
      for (const file of await this.settled()) await this.take(file, mapping, sink);
      await sleep(everyMs, undefined, { signal }).catch(() => undefined);
    }
  }

  /** Files that have not changed for long enough, by name. */
  private async settled(): Promise<string[]> {
    const { path, settleMs } = this.config;
    const files = (await readdir(path)).filter((name) =>
      MEASUREMENT_FILE_ENDINGS.includes(name.slice(name.lastIndexOf(".") + 1).toLowerCase()),
    );
    const settled: string[] = [];
    for (const file of files.sort()) {
      const { mtimeMs, size } = await stat(join(path, file));
      if (size > 0 && this.nowMs() - mtimeMs >= settleMs) settled.push(file);
    }
    return settled;
  }

  /** Killed between the spool and the move, it is read again: the same acquisition, by its time. */
  private async take(file: string, mapping: MeasurementMapping, sink: SourceSink): Promise<void> {
    const path = join(this.config.path, file);
    const bytes = await unchanged(path);
    if (!bytes) return;
    let acquisition: Acquisition;
    try {
      const place = { ref: assetRef(this.place.organisation, this.place.site, mapping.asset), startTimeNs: startTimeOf(file, 0, mapping) };
      acquisition = mapMeasurement(file, readMeasurementFile(file, bytes), mapping, place);
    } catch (error) {
      if (!(error instanceof MeasurementFileError || error instanceof InvalidValue)) throw error;
      sink.refused(error);
      await writeFile(join(this.config.path, REFUSED, `${file}.reason.txt`), `${error.message}\n`);
      await rename(path, join(this.config.path, REFUSED, file));
      return;
    }
    await sink.acquisition(acquisition);
    await rename(path, join(this.config.path, TAKEN, file));
  }
}

/** What is in a file; undefined where somebody wrote to it meanwhile: what was read may be neither the old file nor the new one. */
async function unchanged(path: string): Promise<Buffer | undefined> {
  const before = await stat(path);
  const bytes = await readFile(path);
  const after = await stat(path);
  return before.mtimeMs === after.mtimeMs && before.size === after.size && bytes.length === after.size ? bytes : undefined;
}
