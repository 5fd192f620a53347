import type { AlarmService } from "@phm/contracts";
import { addSeconds, InvalidValue } from "@phm/domain";
import type { MethodHandler } from "@phm/service-kit";
import type { AlarmBook } from "../alarms/alarm-book.js";
import type { AssetClock } from "../alarms/asset-clock.js";
import { refOf } from "../alarms/stored-alarm.js";
import { commandedAlarm, commandedBy } from "./command-request.js";

type Shelve = MethodHandler<(typeof AlarmService)["method"]["shelve"]>;

const MAX_DURATION_S = 7 * 24 * 3600;

/** The alarm is silent for a while, and comes back by itself. */
export function shelve(book: AlarmBook, clock: AssetClock): Shelve {
  return async (request) => {
    const { id, durationS, expectedVersion } = request;
    const by = commandedBy(request, "actor-and-reason");
    if (!(durationS > 0 && durationS <= MAX_DURATION_S)) {
      throw new InvalidValue("durationS", durationS, `above 0 and at most ${MAX_DURATION_S} (a week)`);
    }
    const alarm = await book.get(id);
    const nowNs = await clock.nowNs(refOf(alarm), alarm.timeBase);
    const event = { kind: "shelved", ...by, untilNs: addSeconds(nowNs, durationS) } as const;
    return commandedAlarm(await book.command(id, event, nowNs, Number(expectedVersion)));
  };
}
