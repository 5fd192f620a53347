import type { AlarmService } from "@phm/contracts";
import type { MethodHandler } from "@phm/service-kit";
import type { AlarmBook } from "../alarms/alarm-book.js";
import type { AssetClock } from "../alarms/asset-clock.js";
import { alarmCommand } from "./alarm-command.js";
import { commandedBy } from "./command-request.js";

type Acknowledge = MethodHandler<(typeof AlarmService)["method"]["acknowledge"]>;

/** Somebody has seen the alarm. */
export function acknowledge(book: AlarmBook, clock: AssetClock): Acknowledge {
  return (request) => alarmCommand(book, clock, request, { kind: "acknowledged", ...commandedBy(request, "actor") });
}
