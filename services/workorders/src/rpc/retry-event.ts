import type { ExchangeService } from "@phm/contracts";
import type { MethodHandler } from "@phm/service-kit";
import type { ExchangeParts } from "../exchange/open-exchange.js";
import { eventMessage, systemKeyOf } from "./exchange-messages.js";

type RetryEvent = MethodHandler<(typeof ExchangeService)["method"]["retryEvent"]>;

export function retryEvent({ systems, intake }: ExchangeParts): RetryEvent {
  return async (request) => {
    const system = await systems.get(systemKeyOf(request));
    return { event: eventMessage(await intake.retry(system, request.id)) };
  };
}
