import { type ExchangeService, enterpriseSystemFromWire } from "@phm/contracts";
import type { MethodHandler } from "@phm/service-kit";
import type { SystemBook } from "../exchange/system-book.js";
import { shownSystem } from "./exchange-messages.js";

type PutSystem = MethodHandler<(typeof ExchangeService)["method"]["putSystem"]>;

export function putSystem(systems: SystemBook): PutSystem {
  return async ({ system }) => ({ system: shownSystem(await systems.put(enterpriseSystemFromWire(system))) });
}
