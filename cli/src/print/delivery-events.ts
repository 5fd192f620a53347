import type { ReplayEvents } from "../suite/replay.js";
import { progressPrinter } from "./progress.js";

/** Tells of a delivery while it runs: progress, what was refused and why, a connection that broke. */
export function deliveryEvents(print: (line: string) => void): ReplayEvents {
  return {
    onProgress: progressPrinter(print),
    onRejected: ({ acquisition, reason, field, value, limit }) =>
      print(`  x ${acquisition.ref.asset} ${acquisition.id} rejected (${reason}): ${field} is ${value}; it must be ${limit}`),
    onRetry: (error) => print(`  … connection to ingest lost (${error.message}), trying again`),
  };
}

/** How a delivery ended, in one line. */
export function deliveryLine({ accepted, duplicates, rejected }: { accepted: number; duplicates: number; rejected: number }): string {
  return `Delivered: ${accepted} acquisitions, ${duplicates} already known, ${rejected} rejected.`;
}
