import type { Operation } from "./api/operation.js";
import { acquisitionFileOperations } from "./routes/acquisition-file.js";
import { acquisitionOperations } from "./routes/acquisitions.js";
import { alarmOperations } from "./routes/alarms.js";
import { assessmentOperations } from "./routes/assessments.js";
import { auditOperations } from "./routes/audit.js";
import { configurationOperations } from "./routes/configuration.js";
import { eventOperations } from "./routes/events.js";
import { featureOperations } from "./routes/features.js";
import { fleetOperations } from "./routes/fleet.js";
import { gapOperations } from "./routes/gaps.js";
import { peopleOperations } from "./routes/people.js";
import { plannedStopOperations } from "./routes/planned-stops.js";
import { prognosisOperations } from "./routes/prognoses.js";
import { readingOperations } from "./routes/readings.js";
import { sessionOperations } from "./routes/session.js";
import { sharedOperations } from "./routes/shared.js";
import { sharingContractOperations } from "./routes/sharing-contracts.js";
import { signInOperations } from "./routes/sign-in.js";
import { spectrumOperations } from "./routes/spectra.js";
import { suppressionOperations } from "./routes/suppressions.js";
import { twinOperations } from "./routes/twin.js";

/** Every operation of the API, in the order in which paths are matched. */
export const OPERATIONS: readonly Operation[] = [
  ...alarmOperations,
  ...fleetOperations,
  ...assessmentOperations,
  ...prognosisOperations,
  ...featureOperations,
  ...peopleOperations,
  ...plannedStopOperations,
  ...suppressionOperations,
  ...configurationOperations,
  ...gapOperations,
  ...readingOperations,
  ...acquisitionOperations,
  ...acquisitionFileOperations,
  ...spectrumOperations,
  ...twinOperations,
  ...eventOperations,
  ...sharingContractOperations,
  ...sharedOperations,
  ...auditOperations,
  ...sessionOperations,
  ...signInOperations,
];
