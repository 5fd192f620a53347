import { InvalidValue, NS_PER_MS } from "@phm/domain";
import { type MessageHandler, type ReceivedMessage, ServiceError } from "@phm/service-kit";
import { RECEIVED_HEADER } from "../accept/arrival.js";
import type { IngestMetrics } from "../metrics.js";
import type { WaveformArchive } from "./waveform-archive.js";

/** Takes an acquisition from the broker into the archive. The broker keeps it until that is done, however long a store needs. */
export function archiveAcquisition(archive: WaveformArchive, metrics: IngestMetrics): MessageHandler {
  return async (message) => {
    const result = await archive.store(message.payload, receivedNsOf(message)).catch((error: unknown) => {
      throw asBackPressure(error);
    });
    metrics.archived(result, message.payload.byteLength);
  };
}

/** Of messages that come from a release before the header, the time of archiving is what is known. */
function receivedNsOf(message: ReceivedMessage): bigint {
  const noted = message.header(RECEIVED_HEADER);
  return noted === undefined ? BigInt(Date.now()) * NS_PER_MS : BigInt(noted);
}

/** Only what is wrong with the message itself may be given up. A store that fails in a way of its own must not cost a waveform. */
export function asBackPressure(error: unknown): unknown {
  if (error instanceof InvalidValue) return error;
  const failure = ServiceError.from(error);
  if (failure.retryable || failure.reason === "id_conflict" || failure.reason === "undecodable") return failure;
  return new ServiceError("unavailable", `the archive cannot store it: ${failure.message}`, { reason: failure.reason, cause: error });
}
