import { type ArchiveService, acquisitionFromWire, assetRefToWire } from "@phm/contracts";
import type { Acquisition } from "@phm/domain";
import { type ClientCalls, checkSamples, ServiceError } from "@phm/service-kit";
import type { ExportRange } from "./export-options.js";

const PAGE = 1000;

/** Acquisitions of a range from the waveform archive, oldest first, one at a time in memory. */
export async function* archivedAcquisitions(
  archive: ClientCalls<typeof ArchiveService>,
  { ref, fromNs, toNs }: ExportRange,
): AsyncGenerator<Acquisition> {
  const asked = { ref: assetRefToWire(ref), fromNs, toNs, limit: PAGE };
  let cursor = "";
  do {
    const { acquisitions, nextCursor } = await archive.listAcquisitions({ ...asked, cursor });
    for (const { id } of acquisitions) {
      const { acquisition, archived } = await archive.getAcquisition({ ref: asked.ref, id });
      if (!acquisition) throw new ServiceError("internal", `the archive has acquisition ${id} without its content`);
      checkSamples(acquisition, archived?.samplesCrc32);
      yield acquisitionFromWire(acquisition);
    }
    cursor = nextCursor;
  } while (cursor !== "");
}
