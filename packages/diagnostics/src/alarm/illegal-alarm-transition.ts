import type { AlarmEventKind, AlarmState } from "@phm/domain";

/** An event that an alarm in this state cannot take. `code` is how services pass it on. */
export class IllegalAlarmTransition extends Error {
  override readonly name = "IllegalAlarmTransition";
  readonly code = "failed_precondition";
  readonly retryable = false;

  constructor(
    readonly state: AlarmState,
    readonly event: AlarmEventKind,
    why: string,
  ) {
    super(`an alarm that is ${state} cannot be ${event.replaceAll("_", " ")}: ${why}`);
  }
}
