import { alarmToWire } from "@phm/contracts";
import { InvalidValue } from "@phm/domain";
import { alarmOf, alarmVersion, type StoredAlarm } from "../alarms/stored-alarm.js";

const MAX_ACTOR_LENGTH = 200;
const MAX_REASON_LENGTH = 2000;

/** What every command on an alarm carries. */
export interface CommandRequest {
  readonly id: string;
  readonly actor: string;
  readonly reason: string;
  readonly expectedVersion: bigint;
}

function checkText(field: string, value: string, maxLength: number, isRequired: boolean): string {
  const text = value.trim();
  if (isRequired && text.length === 0) throw new InvalidValue(field, value, "not empty");
  if (text.length > maxLength) throw new InvalidValue(field, `${text.length} characters`, `at most ${maxLength} characters`);
  return text;
}

/**
 * Who commands, and why. @param needs what may not be empty: to put an alarm aside needs a reason, to answer it does not
 * @throws InvalidValue naming the field
 */
export function commandedBy(request: Pick<CommandRequest, "actor" | "reason">, needs: "actor" | "actor-and-reason") {
  return {
    actor: checkText("actor", request.actor, MAX_ACTOR_LENGTH, true),
    reason: checkText("reason", request.reason, MAX_REASON_LENGTH, needs === "actor-and-reason"),
  };
}

/** What every command answers. */
export function commandedAlarm(stored: StoredAlarm) {
  return { alarm: alarmToWire(alarmOf(stored)), version: BigInt(alarmVersion(stored)) };
}
