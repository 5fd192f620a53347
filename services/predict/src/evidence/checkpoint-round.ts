import { type AcquisitionId, type AssetRef, acquisitionId, addSeconds, earlierTime, type TimeNs } from "@phm/domain";
import { type EvidenceOwnerClient, type Logger, resumeDocumentSweeps, type SweepLog, sweepDocuments } from "@phm/service-kit";
import type { AlarmReferences } from "./alarm-references.js";
import type { Checkpoints } from "./checkpoints.js";

export interface CheckpointRoundParts {
  readonly checkpoints: Checkpoints;
  readonly alarms: AlarmReferences;
  readonly workorders: EvidenceOwnerClient;
  readonly log: SweepLog;
  readonly logger: Logger;
  readonly nowNs: () => TimeNs;
  /** Call for what was deleted. */
  readonly swept: (checkpoints: number) => void;
}

/** What is younger is left alone, whoever refers to it. */
const SAFE_AGE_S = 3_600;

/**
 * Deletes the checkpoints that nobody refers to: predict keeps one of each step that says something, workorders and the alarm rest on a few of
 * them. Nothing is deleted of a machine whose orders do not answer, nor what they have not come to yet.
 */
export class CheckpointRound {
  constructor(private readonly parts: CheckpointRoundParts) {}

  async run(signal: AbortSignal): Promise<void> {
    const { checkpoints, log, logger } = this.parts;
    const nowNs = this.parts.nowNs();
    await resumeDocumentSweeps(log, nowNs, (_store, id) => checkpoints.has(id));
    for await (const ref of checkpoints.machines()) {
      if (signal.aborted) return;
      await this.#sweep(ref, nowNs, signal).catch((error: unknown) => {
        if (signal.aborted) return;
        logger.warn({ err: error, asset: ref.asset }, "no checkpoint is deleted: who refers to them does not answer");
      });
    }
  }

  async #sweep(ref: AssetRef, nowNs: TimeNs, signal: AbortSignal): Promise<void> {
    const { checkpoints, log, swept } = this.parts;
    const { pinned, settledBeforeNs } = await this.#referred(ref, signal);
    for await (const page of checkpoints.keptBefore(ref, addSeconds(nowNs, -SAFE_AGE_S))) {
      const free = page.filter(({ acquisition, timeNs }) => !pinned.has(acquisitionId(acquisition)) && BigInt(timeNs) < settledBeforeNs);
      const items = free.map(({ id, timeNs, bytes }) => ({ id, startTimeNs: timeNs, bytes, rule: "unclaimed" as const }));
      const plan = { ref, store: "checkpoints" as const, startedNs: nowNs, settledBeforeNs, references: pinned.size, items };
      if (items.length > 0) await sweepDocuments(log, plan, (id) => checkpoints.remove(id));
      swept(items.length);
    }
  }

  async #referred(ref: AssetRef, signal: AbortSignal): Promise<{ pinned: ReadonlySet<AcquisitionId>; settledBeforeNs: TimeNs }> {
    const [alarms, orders] = [await this.parts.alarms.all(ref), await this.parts.workorders.references(ref, signal)];
    const pinned = new Set([...alarms.references, ...orders.references].map(({ acquisition }) => acquisition));
    return { pinned, settledBeforeNs: earlierTime(alarms.settledBeforeNs, orders.settledBeforeNs) };
  }
}
