import type { SpectralWindow } from "@phm/dsp";
import { ServiceError } from "@phm/service-kit";
import type { ComputePool } from "../workers/compute-pool.js";
import { evenlyChosen } from "./evenly-chosen.js";
import type { WaterfallRow } from "./waterfall-row-task.js";
import type { ArchivedAcquisition, ArchiveRange, WaveformArchive } from "./waveform-archive.js";

export interface WaterfallRequest extends ArchiveRange {
  readonly maxRows: number;
  readonly fromHz: number;
  /** 0: the Nyquist frequency of the first row. */
  readonly toHz: number;
  readonly lines: number;
  readonly window: SpectralWindow;
}

export interface Waterfall {
  readonly rows: readonly (ArchivedAcquisition & WaterfallRow)[];
  readonly toHz: number;
  /** Acquisitions in range, of which the rows are a choice. */
  readonly acquisitions: number;
}

/** A range that is listed to choose from: 35 days at one acquisition every five minutes. */
export const MAX_ACQUISITIONS_IN_RANGE = 10_000;

/**
 * Spectra of archived acquisitions on one grid. While one row is computed, the next waveform is fetched: one waveform and one task in
 * hand for each request, so that a waterfall holds up neither the archive nor the workers.
 * @throws ServiceError `not_found` when the range holds no acquisition of the point; what archive and workers throw
 */
export async function computeWaterfall(archive: WaveformArchive, pool: ComputePool, request: WaterfallRequest): Promise<Waterfall> {
  const { ref, point, window, fromHz, lines } = request;
  const found = await archive.list(request, MAX_ACQUISITIONS_IN_RANGE);
  if (found.length === 0) throw new ServiceError("not_found", `the archive has no acquisition of ${point} in this range`);
  const chosen = evenlyChosen(found, request.maxRows);
  const rows: (ArchivedAcquisition & WaterfallRow)[] = [];
  let { toHz } = request;
  let next = archive.get(ref, (chosen[0] as ArchivedAcquisition).id);
  for (const [index, acquisition] of chosen.entries()) {
    const payload = await next;
    const following = chosen[index + 1];
    if (following) next = archive.get(ref, following.id);
    // Awaited in the next turn; until then its failure must not count as unhandled.
    next.catch(() => {});
    const row = await pool.run("waterfallRow", { payload, point, window, fromHz, toHz, lines });
    toHz = row.toHz;
    rows.push({ ...acquisition, ...row });
  }
  return { rows, toHz, acquisitions: found.length };
}
