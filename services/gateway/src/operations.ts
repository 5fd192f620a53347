import type { Operation } from "./api/operation.js";
import { acquisitionOperations } from "./routes/acquisitions.js";
import { eventOperations } from "./routes/events.js";
import { gapOperations } from "./routes/gaps.js";
import { readingOperations } from "./routes/readings.js";
import { sessionOperations } from "./routes/session.js";
import { spectrumOperations } from "./routes/spectra.js";

/** Every operation of the API, in the order in which paths are matched. */
export const OPERATIONS: readonly Operation[] = [
  ...gapOperations,
  ...readingOperations,
  ...acquisitionOperations,
  ...spectrumOperations,
  ...eventOperations,
  ...sessionOperations,
];
