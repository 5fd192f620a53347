import type { ExchangeService } from "@phm/contracts";
import type { MethodHandler } from "@phm/service-kit";
import type { ExchangeParts } from "../exchange/open-exchange.js";
import { systemKeyOf } from "./exchange-messages.js";

type GetSystemStatus = MethodHandler<(typeof ExchangeService)["method"]["getSystemStatus"]>;

export function getSystemStatus({ systems, transfers, events }: ExchangeParts): GetSystemStatus {
  return async (request) => {
    const key = systemKeyOf(request);
    const { polledNs, pollError } = await systems.course(key);
    const [pendingCount, deadCount, refusedCount] = await Promise.all([
      transfers.count(key, "pending"),
      transfers.count(key, "dead"),
      events.count(key, "refused"),
    ]);
    return { polledNs, pollError, pendingCount, deadCount, refusedCount };
  };
}
