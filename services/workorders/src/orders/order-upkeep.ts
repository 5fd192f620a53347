import { type Logger, PeriodicRound } from "@phm/service-kit";
import type { OrderOutbox } from "./order-outbox.js";

/** How late a transition may be told whose announcement failed. */
const EVERY_MS = 30_000;
const BATCH = 500;

/** What must happen to orders without anybody asking: transitions that are still untold are told, at a start before anything else happens. */
export function orderUpkeep(outbox: OrderOutbox, logger: Logger): PeriodicRound {
  const failure = "a transition of an order could not be told, tried again later";
  return new PeriodicRound({ everyMs: EVERY_MS, round: () => outbox.announcePending(BATCH), failure, logger });
}
