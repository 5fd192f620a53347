import type { AlarmService } from "@phm/contracts";
import type { MethodHandler } from "@phm/service-kit";
import type { AlarmBook } from "../alarms/alarm-book.js";
import type { AssetClock } from "../alarms/asset-clock.js";
import { alarmCommand } from "./alarm-command.js";
import { commandedBy } from "./command-request.js";

type SetOutOfService = MethodHandler<(typeof AlarmService)["method"]["setOutOfService"]>;

/** The alarm is silent until somebody returns it to service: for maintenance on machine or sensor. */
export function setOutOfService(book: AlarmBook, clock: AssetClock): SetOutOfService {
  return (request) => alarmCommand(book, clock, request, { kind: "taken_out_of_service", ...commandedBy(request, "actor-and-reason") });
}
