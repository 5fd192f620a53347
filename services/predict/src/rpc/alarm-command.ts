import type { AlarmEvent } from "@phm/pipeline";
import type { AlarmBook } from "../alarms/alarm-book.js";
import type { AssetClock } from "../alarms/asset-clock.js";
import { refOf } from "../alarms/stored-alarm.js";
import { type CommandRequest, commandedAlarm } from "./command-request.js";

/** Gives one command in the asset's own time. */
export async function alarmCommand(book: AlarmBook, clock: AssetClock, { id, expectedVersion }: CommandRequest, event: AlarmEvent) {
  const alarm = await book.get(id);
  const nowNs = await clock.nowNs(refOf(alarm), alarm.timeBase);
  return commandedAlarm(await book.command(id, event, nowNs, Number(expectedVersion)));
}
