import { toBinary } from "@bufbuild/protobuf";
import { type AlarmMessage, AlarmSchema, alarmToWire, subjectOf } from "@phm/contracts";
import { type AssetRef, alarmId, type ConditionState, type TimeBase, type TimeNs } from "@phm/domain";
import {
  type AlarmEvent,
  type AlarmRecord,
  clearForRelearning,
  expireShelf,
  type FollowedAlarm,
  followCondition,
  initialAlarm,
  transition,
} from "@phm/pipeline";
import { type Collection, type JetStreamPublisher, retryOnConflict, ServiceError, type Stored, VersionConflict } from "@phm/service-kit";
import type { AlarmHistory } from "./alarm-history.js";
import { alarmOf, alarmVersion, refOf, type StoredAlarm, storedAlarm, transitionOf, withRecord } from "./stored-alarm.js";

export interface AlarmBookOptions {
  readonly alarms: Collection<StoredAlarm>;
  readonly history: AlarmHistory;
  readonly publisher: JetStreamPublisher;
  /** Called once for each transition that was stored. */
  readonly entered: (state: AlarmRecord["state"]) => void;
}

/**
 * All alarms, one document an asset. Each change is on record before it is told: the document holds what is still to be told, the
 * history and the broker take it from there, and `announcePending` repairs what a crash has left.
 */
export class AlarmBook {
  constructor(private readonly options: AlarmBookOptions) {}

  /** @throws ServiceError not_found */
  async get(id: string): Promise<StoredAlarm> {
    const stored = await this.options.alarms.get(id);
    if (!stored) throw new ServiceError("not_found", `there is no alarm ${id}`, { field: "id", value: id });
    return stored.value;
  }

  /** Undefined while nothing has been assessed of the asset. */
  async find(ref: AssetRef): Promise<StoredAlarm | undefined> {
    return (await this.options.alarms.get(alarmId(ref)))?.value;
  }

  /** Brings the alarm up to a condition, and tells. The same condition again, and one older than what was followed, do nothing. */
  async follow(condition: ConditionState, timeBase: TimeBase): Promise<StoredAlarm> {
    const id = alarmId(condition.ref);
    const stored = await retryOnConflict(async () => {
      const before = await this.options.alarms.get(id);
      if (before && condition.timeNs < BigInt(before.value.timeNs)) return before;
      const record = before?.value.record ?? initialAlarm(condition.timeNs);
      const followed = followCondition(record, condition.state, condition.timeNs);
      if (before && !isChanged(record, followed)) return before;
      const transitions = followed.transitions.map((each) => ({ ...each, acquisition: condition.acquisition }));
      const next = storedAlarm(condition, timeBase, followed.record, [...(before?.value.pending ?? []), ...transitions]);
      return this.write(id, next, before, followed);
    });
    return this.announce(stored);
  }

  /**
   * What a person decides. @param expectedVersion the `alarmVersion` that the decision rests on, 0 for any
   * @throws ServiceError not_found, conflict when the alarm has changed since; IllegalAlarmTransition; InvalidValue
   */
  async command(id: string, event: AlarmEvent, timeNs: TimeNs, expectedVersion: number): Promise<StoredAlarm> {
    const stored = await this.change(id, (alarm) => {
      const version = alarmVersion(alarm);
      if (expectedVersion !== 0 && expectedVersion !== version) {
        const facts = { field: "expectedVersion", value: String(expectedVersion), limit: String(version), retryable: false };
        throw new ServiceError("conflict", `alarm ${id} has changed: it has version ${version}, not ${expectedVersion}`, facts);
      }
      const expired = expireShelf(alarm.record, timeNs);
      const done = transition(expired.record, event, timeNs);
      return { record: done.record, transitions: [...expired.transitions, done.transition] };
    });
    return this.announce(stored);
  }

  /** The machine was repaired: what stood against it is cleared. Nothing where there is no alarm yet. */
  async clear(ref: AssetRef, by: { readonly actor: string; readonly reason: string }, timeNs: TimeNs): Promise<void> {
    const id = alarmId(ref);
    if (!(await this.options.alarms.get(id))) return;
    await this.announce(await this.change(id, (alarm) => clearForRelearning(alarm.record, by, timeNs)));
  }

  /** Ends the shelf of an alarm whose time is over. */
  async expire(id: string, timeNs: TimeNs): Promise<void> {
    await this.announce(await this.change(id, (alarm) => expireShelf(alarm.record, timeNs)));
  }

  /** Tells what a crash has left untold. */
  async announcePending(limit: number): Promise<void> {
    const { items } = await this.options.alarms.query({ where: { unannounced: true }, limit });
    for (const item of items) await this.announce(item);
  }

  private async change(id: string, decide: (alarm: StoredAlarm) => FollowedAlarm): Promise<Stored<StoredAlarm>> {
    return retryOnConflict(async () => {
      const before = await this.options.alarms.get(id);
      if (!before) throw new ServiceError("not_found", `there is no alarm ${id}`, { field: "id", value: id });
      const followed = decide(before.value);
      if (!isChanged(before.value.record, followed)) return before;
      return this.write(id, withRecord(before.value, followed.record, followed.transitions), before, followed);
    });
  }

  private async write(id: string, next: StoredAlarm, before: Stored<StoredAlarm> | undefined, followed: FollowedAlarm) {
    const stored = await this.options.alarms.put(id, next, before?.version ?? 0);
    for (const { to } of followed.transitions) this.options.entered(to);
    return stored;
  }

  /** History, broker, and then the note that both know. Every step can be repeated. */
  private async announce(stored: Stored<StoredAlarm>): Promise<StoredAlarm> {
    const { value, id, version } = stored;
    if (value.pending.length === 0) return value;
    const { alarms, history, publisher } = this.options;
    const ref = refOf(value);
    await history.record(
      ref,
      value.pending.map((each) => transitionOf(ref, each)),
    );
    await publisher.publish({
      subject: subjectOf("alarm", ref),
      messageId: `${id}:alarm:${value.record.sequence}`,
      payload: toBinary(AlarmSchema, alarmMessage(value)),
    });
    const { unannounced: _, ...told } = { ...value, pending: [] };
    try {
      return (await alarms.put(id, told, version)).value;
    } catch (error) {
      // Whoever has changed the alarm meanwhile tells all that is pending, this too: repeating it is harmless.
      if (error instanceof VersionConflict) return value;
      throw error;
    }
  }
}

export function alarmMessage(stored: StoredAlarm): AlarmMessage {
  return alarmToWire(alarmOf(stored));
}

function isChanged(before: AlarmRecord, followed: FollowedAlarm): boolean {
  return followed.transitions.length > 0 || followed.record.condition !== before.condition;
}
