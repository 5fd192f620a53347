import { acquisitionId, acquisitionKey, addSeconds, assetRef, type TimeNs } from "@phm/domain";
import {
  type BlobStore,
  type Collection,
  type Stored,
  type StoredSweep,
  type SweepLog,
  type SweepPlan,
  VersionConflict,
} from "@phm/service-kit";
import type { ArchivedAcquisition } from "../archive/archive-index.js";
import type { EvidencePins } from "./evidence-pins.js";

const UNFINISHED_PAGE = 100;
/** A sweep of some hundred waveforms takes seconds. */
const ABANDONED_AFTER_S = 600;

/**
 * Deletes waveforms: the plan first, then for each acquisition the mark on its entry, a last look for pins, the blob, the entry. A pin is written
 * before its acquisition is looked up, the mark before the pins are: of a pin and a deletion at the same moment one sees the other. Cut short
 * anywhere, `resume` decides what is left.
 */
export class WaveformRemoval {
  constructor(
    private readonly index: Collection<ArchivedAcquisition>,
    private readonly blobs: Pick<BlobStore, "head" | "delete">,
    private readonly pins: EvidencePins,
    private readonly log: SweepLog,
  ) {}

  /** @returns the sweep as it ended: what was pinned meanwhile is not deleted */
  async remove(plan: Omit<SweepPlan, "store">): Promise<StoredSweep> {
    const sweep = await this.log.begin({ ...plan, store: "waveforms" });
    for (const { id } of sweep.value.items) await this.#mark(keyOf(sweep.value, id), sweep.id);
    return this.#end(sweep);
  }

  /** Ends the sweeps that a crash has cut short; one that another process may be at is left to it. */
  async resume(nowNs: TimeNs): Promise<StoredSweep[]> {
    const ended: StoredSweep[] = [];
    for (const sweep of await this.log.unfinished(addSeconds(nowNs, -ABANDONED_AFTER_S), UNFINISHED_PAGE))
      ended.push(await this.#end(sweep));
    return ended;
  }

  async #end(sweep: Stored<StoredSweep>): Promise<StoredSweep> {
    const deleted: boolean[] = [];
    for (const { id } of sweep.value.items) deleted.push(await this.#complete(keyOf(sweep.value, id)));
    return this.log.end(sweep.id, deleted);
  }

  async #mark(id: string, removing: string): Promise<void> {
    const entry = await this.index.get(id);
    if (!entry || entry.value.removing !== undefined) return;
    await this.index.put(id, { ...entry.value, removing }, entry.version).catch(passConflict);
  }

  /** @returns whether the waveform is gone; one without a mark stays */
  async #complete(id: string): Promise<boolean> {
    const entry = await this.index.get(id);
    if (!entry) return true;
    const { removing, ...kept } = entry.value;
    if (removing === undefined) return false;
    // Without its blob nothing of it can be kept any more: a pin that comes now is refused.
    if ((await this.pins.isPinned(kept)) && (await this.blobs.head(kept.blob))) {
      await this.index.put(id, kept, entry.version).catch(passConflict);
      return false;
    }
    await this.blobs.delete(kept.blob);
    await this.index.delete(id, entry.version);
    return true;
  }
}

function keyOf({ organisation, site, asset }: StoredSweep, acquisition: string): string {
  return acquisitionKey(assetRef(organisation, site, asset), acquisitionId(acquisition));
}

/** Another process has changed the entry in this moment: it decides. */
function passConflict(error: unknown): void {
  if (!(error instanceof VersionConflict)) throw error;
}
