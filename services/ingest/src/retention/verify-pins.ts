import type { EvidenceReference } from "@phm/domain";
import { ServiceError } from "@phm/service-kit";
import type { ArchivedAcquisition } from "../archive/archive-index.js";
import type { WaveformArchive } from "../archive/waveform-archive.js";
import type { EvidencePins } from "./evidence-pins.js";
import type { Site } from "./retention-policies.js";

export interface DamagedPin {
  readonly pin: EvidenceReference;
  /** Absent where the archive knows nothing of it. */
  readonly archived?: ArchivedAcquisition;
  readonly problem: string;
}

export interface VerifiedPins {
  /** Acquisitions whose waveform was read. */
  readonly sound: number;
  readonly damaged: readonly DamagedPin[];
  readonly nextCursor?: string;
}

/** Reads the waveform behind each pin of a page; several pins of one acquisition read it once. */
export async function verifyPins(
  archive: WaveformArchive,
  pins: EvidencePins,
  site: Site,
  page: { limit: number; cursor?: string },
): Promise<VerifiedPins> {
  const { pins: listed, nextCursor } = await pins.ofSite(site, page);
  const each = new Map(listed.map((pin) => [`${pin.ref.asset}:${pin.acquisition}`, pin]));
  const damaged: DamagedPin[] = [];
  for (const pin of each.values()) {
    const problem = await problemOf(archive, pin);
    if (problem) damaged.push(problem);
  }
  return { sound: each.size - damaged.length, damaged, ...(nextCursor === undefined ? {} : { nextCursor }) };
}

async function problemOf(archive: WaveformArchive, pin: EvidenceReference): Promise<DamagedPin | undefined> {
  let archived: ArchivedAcquisition | undefined;
  try {
    archived = await archive.describe(pin.ref, pin.acquisition);
    await archive.read(archived);
    return undefined;
  } catch (error) {
    const failure = ServiceError.from(error);
    if (failure.retryable) throw failure;
    return { pin, ...(archived ? { archived } : {}), problem: failure.message };
  }
}
