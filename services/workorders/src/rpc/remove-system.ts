import type { ExchangeService } from "@phm/contracts";
import type { MethodHandler } from "@phm/service-kit";
import type { SystemBook } from "../exchange/system-book.js";
import { systemKeyOf } from "./exchange-messages.js";

type RemoveSystem = MethodHandler<(typeof ExchangeService)["method"]["removeSystem"]>;

export function removeSystem(systems: SystemBook): RemoveSystem {
  return async ({ id, ...place }) => ({ removed: await systems.remove(systemKeyOf({ ...place, system: id })) });
}
