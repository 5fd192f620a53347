import type { TimeNs } from "@phm/domain";
import type { DocumentMapping } from "../config/edge-file.js";
import type { SourceSink } from "../source/source.js";
import { mapDocument } from "./map-document.js";
import type { Place } from "./slow-reading.js";

/** Takes all that is mapped of a JSON text. */
export async function deliverDocument(
  place: Place,
  mapping: DocumentMapping,
  text: string,
  nowNs: TimeNs,
  sink: SourceSink,
): Promise<void> {
  const { readings, acquisitions, refused } = mapDocument(place, mapping, text, nowNs);
  if (readings.length > 0) await sink.readings(readings);
  for (const acquisition of acquisitions) await sink.acquisition(acquisition);
  for (const error of refused) sink.refused(error);
}
