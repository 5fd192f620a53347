import type { ArchivedAcquisitionMessage } from "@phm/contracts";
import { type Acquisition, formatTimeNs } from "@phm/domain";

/** What is archived of an acquisition, without its samples. */
export function acquisitionOutlineView(archived: ArchivedAcquisitionMessage) {
  const { id, startTimeNs, sampleRateHz, samples, points, speedRpm, loadN, bytes, sha256, receivedNs } = archived;
  return {
    id,
    startTime: formatTimeNs(startTimeNs),
    sampleRateHz,
    sampleCount: samples,
    durationS: samples / sampleRateHz,
    points,
    speedRpm: speedRpm ?? null,
    loadN: loadN ?? null,
    sizeBytes: Number(bytes),
    sha256,
    receivedAt: formatTimeNs(receivedNs),
  };
}

export function acquisitionView(archived: ArchivedAcquisitionMessage, { channels }: Acquisition) {
  const told = channels.map(({ point, quantity, unit }) => ({ point, quantity, unit }));
  return { ...acquisitionOutlineView(archived), channels: told };
}
