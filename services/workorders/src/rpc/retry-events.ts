import type { ExchangeService } from "@phm/contracts";
import type { MethodHandler } from "@phm/service-kit";
import type { ExchangeParts } from "../exchange/open-exchange.js";
import { systemKeyOf } from "./exchange-messages.js";
import { LIST_LIMIT } from "./list-limit.js";

type RetryEvents = MethodHandler<(typeof ExchangeService)["method"]["retryEvents"]>;

export function retryEvents({ systems, intake }: ExchangeParts): RetryEvents {
  return async (request) => intake.retryAll(await systems.get(systemKeyOf(request)), LIST_LIMIT.fallback);
}
