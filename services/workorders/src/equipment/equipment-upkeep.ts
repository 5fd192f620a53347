import { type Logger, PeriodicRound } from "@phm/service-kit";
import type { EquipmentAftermath } from "./equipment-aftermath.js";

/** How late other services may be told of a change whose announcement failed. */
const EVERY_MS = 30_000;
const BATCH = 500;

/** What must happen to the equipment register without anybody asking: what changes have left to do is done. */
export function equipmentUpkeep(aftermath: EquipmentAftermath, logger: Logger): PeriodicRound {
  const failure = "changes of equipment could not be told, tried again later";
  return new PeriodicRound({ everyMs: EVERY_MS, round: () => aftermath.settlePending(BATCH), failure, logger });
}
