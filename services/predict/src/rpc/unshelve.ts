import type { AlarmService } from "@phm/contracts";
import type { MethodHandler } from "@phm/service-kit";
import type { AlarmBook } from "../alarms/alarm-book.js";
import type { AssetClock } from "../alarms/asset-clock.js";
import { alarmCommand } from "./alarm-command.js";
import { commandedBy } from "./command-request.js";

type Unshelve = MethodHandler<(typeof AlarmService)["method"]["unshelve"]>;

/** The alarm speaks again before its shelf ends. */
export function unshelve(book: AlarmBook, clock: AssetClock): Unshelve {
  return (request) => alarmCommand(book, clock, request, { kind: "unshelved", ...commandedBy(request, "actor") });
}
