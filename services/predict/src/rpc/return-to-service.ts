import type { AlarmService } from "@phm/contracts";
import type { MethodHandler } from "@phm/service-kit";
import type { AlarmBook } from "../alarms/alarm-book.js";
import type { AssetClock } from "../alarms/asset-clock.js";
import { alarmCommand } from "./alarm-command.js";
import { commandedBy } from "./command-request.js";

type ReturnToService = MethodHandler<(typeof AlarmService)["method"]["returnToService"]>;

/** The alarm speaks again. */
export function returnToService(book: AlarmBook, clock: AssetClock): ReturnToService {
  return (request) => alarmCommand(book, clock, request, { kind: "returned_to_service", ...commandedBy(request, "actor") });
}
