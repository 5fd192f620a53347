import { addSeconds, type TimeNs } from "@phm/domain";
import { MAX_SWEPT_ITEMS, type StoredSweep, type SweepLog, type SweepPlan, type SweptStore } from "./sweep-log.js";

const UNFINISHED_PAGE = 100;
/** A sweep of some hundred documents takes seconds. */
const ABANDONED_AFTER_S = 600;

/**
 * Deletes documents that nobody can refer to any more, in sweeps of a size that one record holds: first the record, then the documents.
 * @param remove harmless for a document that is gone
 */
export async function sweepDocuments(
  log: SweepLog,
  { items, ...plan }: SweepPlan,
  remove: (id: string) => Promise<unknown>,
): Promise<StoredSweep[]> {
  const sweeps: StoredSweep[] = [];
  for (let at = 0; at < items.length; at += MAX_SWEPT_ITEMS) {
    const sweep = await log.begin({ ...plan, items: items.slice(at, at + MAX_SWEPT_ITEMS) });
    for (const { id } of sweep.value.items) await remove(id);
    sweeps.push(
      await log.end(
        sweep.id,
        sweep.value.items.map(() => true),
      ),
    );
  }
  return sweeps;
}

/** Ends the records of sweeps that a crash has cut short: what is still there stays for the next sweep. */
export async function resumeDocumentSweeps(
  log: SweepLog,
  nowNs: TimeNs,
  isThere: (store: SweptStore, id: string) => Promise<boolean>,
): Promise<void> {
  for (const { id, value } of await log.unfinished(addSeconds(nowNs, -ABANDONED_AFTER_S), UNFINISHED_PAGE)) {
    const deleted: boolean[] = [];
    for (const item of value.items) deleted.push(!(await isThere(value.store, item.id)));
    await log.end(id, deleted);
  }
}
