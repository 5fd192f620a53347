import type { ExchangeService } from "@phm/contracts";
import type { MethodHandler } from "@phm/service-kit";
import type { SystemBook } from "../exchange/system-book.js";
import { shownSystem } from "./exchange-messages.js";

type ListSystems = MethodHandler<(typeof ExchangeService)["method"]["listSystems"]>;

export function listSystems(systems: SystemBook): ListSystems {
  return async ({ organisation, site }) => ({ systems: (await systems.ofSite(organisation, site)).map(shownSystem) });
}
