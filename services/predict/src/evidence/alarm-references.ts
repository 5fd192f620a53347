import {
  type AcquisitionId,
  type AssetRef,
  acquisitionId,
  addSeconds,
  assetKey,
  type EvidenceReference,
  type EvidenceReferences,
  type TimeNs,
} from "@phm/domain";
import type { Collection } from "@phm/service-kit";
import type { AlarmBook } from "../alarms/alarm-book.js";
import type { AlarmHistory } from "../alarms/alarm-history.js";
import type { StoredAlarm } from "../alarms/stored-alarm.js";
import type { AssetState } from "../assess/asset-state.js";

export interface AlarmReferencePage extends EvidenceReferences {
  readonly nextCursor?: string;
}

const PAGE = 200;
/** Event time before the latest acquisition in which what there is may still be judged anew: never less than that, and the reorder window at least. */
const LEAST_UNSETTLED_S = 300;

/** Which acquisitions the alarm of an asset rests on. */
export class AlarmReferences {
  constructor(
    private readonly states: Collection<AssetState>,
    private readonly book: AlarmBook,
    private readonly history: AlarmHistory,
    /** Seconds of event time. */
    private readonly reorderWindowS: number,
  ) {}

  /** All pages. */
  async all(ref: AssetRef): Promise<EvidenceReferences> {
    const { settledBeforeNs, references: first, nextCursor } = await this.list(ref);
    const references = [...first];
    for (let cursor = nextCursor; cursor !== undefined; ) {
      const page = await this.list(ref, cursor);
      references.push(...page.references);
      cursor = page.nextCursor;
    }
    return { settledBeforeNs, references };
  }

  /** Newest first. */
  async list(ref: AssetRef, cursor?: string): Promise<AlarmReferencePage> {
    // In this order: what the alarm does not hold any more is then in the history, and all that was assessed before is in one of them.
    const unsettledS = Math.max(LEAST_UNSETTLED_S, this.reorderWindowS);
    const settledBeforeNs = settledBefore((await this.states.get(assetKey(ref)))?.value, unsettledS);
    const alarm = await this.book.find(ref);
    const { transitions, nextCursor } = await this.history.list(ref, { limit: PAGE, ...(cursor ? { cursor } : {}) });
    const told = transitions.flatMap(({ acquisition, timeNs, sequence, event }) =>
      acquisition === undefined ? [] : [reference(ref, acquisition, timeNs, `${sequence}`, event)],
    );
    const references = [...(alarm && cursor === undefined ? standing(ref, alarm) : []), ...told];
    return { settledBeforeNs, references, ...(nextCursor === undefined ? {} : { nextCursor }) };
  }
}

function settledBefore(state: AssetState | undefined, unsettledS: number): TimeNs {
  const lastNs = BigInt(state?.assessment.lastNs ?? 0);
  const settledNs = addSeconds(lastNs, -unsettledS);
  return settledNs > 0n ? settledNs : 0n;
}

/** What the alarm shows, and what of it is not in the history yet. */
function standing(ref: AssetRef, { acquisition, timeNs, record, pending }: StoredAlarm): EvidenceReference[] {
  const shown = reference(ref, acquisitionId(acquisition), BigInt(timeNs), `${record.sequence}`, record.state);
  const untold = pending.flatMap((each) =>
    each.acquisition === undefined
      ? []
      : [reference(ref, acquisitionId(each.acquisition), BigInt(each.timeNs), `${each.sequence}`, each.event)],
  );
  return [shown, ...untold];
}

function reference(ref: AssetRef, acquisition: AcquisitionId, startTimeNs: TimeNs, record: string, event: string): EvidenceReference {
  return { ref, acquisition, startTimeNs, owner: "predict", kind: "alarm", record, reason: `alarm ${event}` };
}
