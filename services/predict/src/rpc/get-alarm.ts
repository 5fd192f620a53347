import type { AlarmService } from "@phm/contracts";
import type { MethodHandler } from "@phm/service-kit";
import type { AlarmBook } from "../alarms/alarm-book.js";
import { commandedAlarm } from "./command-request.js";

type GetAlarm = MethodHandler<(typeof AlarmService)["method"]["getAlarm"]>;

export function getAlarm(book: AlarmBook): GetAlarm {
  return async ({ id }) => commandedAlarm(await book.get(id));
}
