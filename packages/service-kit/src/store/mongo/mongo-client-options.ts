import type { MongoClientOptions } from "mongodb";

/** A write is done when a majority has it in its journal; without a majority it fails after this time instead of waiting for ever. */
const WRITE_TIMEOUT_MS = 10_000;
const SOCKET_TIMEOUT_MS = 30_000;
/** Readiness checks wait for this; the driver's own default is 30 s. A connection string that names it wins. */
const SERVER_SELECTION_TIMEOUT_MS = 5_000;

/** How documents and blobs are written and read: acknowledged by a majority, from the primary. */
export function mongoClientOptions(url: string): MongoClientOptions {
  return {
    writeConcern: { w: "majority", journal: true, wtimeoutMS: WRITE_TIMEOUT_MS },
    readConcern: { level: "majority" },
    readPreference: "primary",
    retryWrites: true,
    socketTimeoutMS: SOCKET_TIMEOUT_MS,
    ...(/[?&]serverSelectionTimeoutMS=/i.test(url) ? {} : { serverSelectionTimeoutMS: SERVER_SELECTION_TIMEOUT_MS }),
  };
}
