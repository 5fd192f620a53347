import {
  type Alarm,
  type AlarmState,
  type AlarmTransition,
  type AssessmentOf,
  type AssetRef,
  acquisitionId,
  alarmId,
  assetRef,
  storedTime,
  type TimeBase,
} from "@phm/domain";
import type { AlarmRecord, RecordedTransition } from "@phm/pipeline";
import type { CollectionSpec } from "@phm/service-kit";

/** A transition with the acquisition behind it, where there is one. */
export type PendingTransition = RecordedTransition & { readonly acquisition?: string };

/**
 * The alarm of one asset: the record of truth. Transitions that are not yet in the history and announced lie in the same document, so
 * that what was decided is told whatever happens in between.
 */
export type StoredAlarm = {
  readonly organisation: string;
  readonly site: string;
  readonly asset: string;
  readonly state: AlarmState;
  readonly timeBase: TimeBase;
  readonly record: AlarmRecord;
  /** What the condition rests on that was followed last. Times are stored times. */
  readonly acquisition: string;
  readonly timeNs: string;
  readonly featureSet: string;
  readonly modelVersion: string;
  readonly pending: readonly PendingTransition[];
  /** Left out when nothing is pending, so that the index holds only what is to be done. */
  readonly unannounced?: true;
};

export const ALARM_COLLECTION: CollectionSpec = {
  name: "alarms",
  indexes: [
    { name: "by_site", fields: ["organisation", "site", "asset"] },
    { name: "by_state", fields: ["state", "organisation", "site", "asset"] },
    { name: "unannounced", fields: ["unannounced"] },
  ],
};

export function refOf({ organisation, site, asset }: StoredAlarm): AssetRef {
  return assetRef(organisation, site, asset);
}

/** The document after a step of the record; `transitions` are added to what is to be told. */
export function storedAlarm(of: AssessmentOf, timeBase: TimeBase, record: AlarmRecord, pending: readonly PendingTransition[]): StoredAlarm {
  const { organisation, site, asset } = of.ref;
  return {
    organisation,
    site,
    asset,
    state: record.state,
    timeBase,
    record,
    acquisition: of.acquisition,
    timeNs: storedTime(of.timeNs),
    featureSet: of.featureSet,
    modelVersion: of.modelVersion,
    pending,
    ...(pending.length > 0 ? { unannounced: true as const } : {}),
  };
}

/** The same document with another record and what happened on the way. */
export function withRecord(stored: StoredAlarm, record: AlarmRecord, transitions: readonly RecordedTransition[]): StoredAlarm {
  const pending = [...stored.pending, ...transitions];
  const { unannounced: _, ...rest } = stored;
  return { ...rest, state: record.state, record, pending, ...(pending.length > 0 ? { unannounced: true as const } : {}) };
}

export function alarmOf(stored: StoredAlarm): Alarm {
  const { record } = stored;
  const ref = refOf(stored);
  return {
    ref,
    acquisition: acquisitionId(stored.acquisition),
    timeNs: BigInt(stored.timeNs),
    featureSet: stored.featureSet,
    modelVersion: stored.modelVersion,
    id: alarmId(ref),
    state: record.state,
    condition: record.condition,
    active: record.active,
    raisedNs: record.raisedNs === null ? null : BigInt(record.raisedNs),
    sinceNs: BigInt(record.sinceNs),
    shelvedUntilNs: record.shelvedUntilNs === null ? null : BigInt(record.shelvedUntilNs),
    sequence: record.sequence,
  };
}

export function transitionOf(ref: AssetRef, { timeNs, acquisition, ...rest }: PendingTransition): AlarmTransition {
  return { ref, ...rest, timeNs: BigInt(timeNs), ...(acquisition === undefined ? {} : { acquisition: acquisitionId(acquisition) }) };
}

/** What a caller states that a decision rests on: one more with each transition, 1 for an alarm that never had one. */
export function alarmVersion(stored: StoredAlarm): number {
  return stored.record.sequence + 1;
}
