import type { AssetDirectory, DocumentStore } from "@phm/service-kit";
import type { ArchiveCatalogue } from "../archive/archive-catalogue.js";
import type { CoverageSources } from "../coverage/site-coverage.js";
import { ReadingBook } from "./reading-book.js";
import { ReadingPoints } from "./reading-points.js";
import { READING_POINT_COLLECTION, READING_SERIES, type ReadingPoint, type StoredReading } from "./stored-reading.js";

/** All that serves slow readings and coverage. */
export interface ReadingParts extends CoverageSources {
  readonly book: ReadingBook;
}

export async function openReadings(store: DocumentStore, directory: AssetDirectory, catalogue: ArchiveCatalogue): Promise<ReadingParts> {
  const series = await store.series<StoredReading>(READING_SERIES);
  const points = new ReadingPoints(await store.collection<ReadingPoint>(READING_POINT_COLLECTION));
  return { book: new ReadingBook({ directory, points, series }), series, points, catalogue, directory };
}
