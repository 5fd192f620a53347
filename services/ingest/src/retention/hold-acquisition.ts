import { type AcquisitionId, type AssetRef, checkWords, type EvidenceReference, type TimeNs } from "@phm/domain";
import { ServiceError } from "@phm/service-kit";
import type { WaveformArchive } from "../archive/waveform-archive.js";
import type { EvidencePins } from "./evidence-pins.js";

export interface Hold {
  readonly ref: AssetRef;
  readonly acquisition: AcquisitionId;
  readonly actor: string;
  readonly reason: string;
}

/** Holds of people: what they want kept though nothing refers to it. */
export class Holds {
  constructor(
    private readonly archive: WaveformArchive,
    private readonly pins: EvidencePins,
    private readonly nowNs: () => TimeNs,
  ) {}

  /** @throws ServiceError not_found where the archive does not have it, or no more; InvalidValue without an actor or a reason */
  async hold({ ref, acquisition, actor, reason }: Hold): Promise<EvidenceReference> {
    checkWords("actor", actor);
    checkWords("reason", reason);
    const { startTimeNs } = await this.archive.describe(ref, acquisition);
    const pin = { ref, acquisition, startTimeNs: BigInt(startTimeNs), owner: "people", kind: "hold", record: actor, reason } as const;
    await this.pins.record(pin, this.nowNs());
    // A sweep that marked it before this look does not see the pin for sure; one that marks it after does.
    await this.archive.describe(ref, acquisition).catch(async (error: unknown) => {
      await this.pins.release(pin);
      throw error;
    });
    return pin;
  }

  /** Ends the hold of a person. @throws ServiceError not_found where that person does not hold it */
  async release({ ref, acquisition, actor }: Omit<Hold, "reason">): Promise<void> {
    const pin = { ref, acquisition, startTimeNs: 0n, owner: "people", kind: "hold", record: actor, reason: "" } as const;
    if (await this.pins.release(pin)) return;
    throw new ServiceError("not_found", `${actor} does not hold acquisition ${acquisition} of ${ref.asset}`, {
      field: "actor",
      value: actor,
    });
  }
}
